"""Rights as kafka-python has them. Blocking; called by the admin's thread."""

from collections.abc import Sequence, Set
from typing import Any

from kafka.admin import (
    ACL,
    ACLFilter,
    ACLOperation,
    ACLPermissionType,
    ACLResourcePatternType,
    ResourcePattern,
    ResourcePatternFilter,
    ResourceType,
)
from kafka.errors import SecurityDisabledError

from quorate_events.kafka.ports import Kind, Right

_ANY_HOST = "*"
_TOPIC = (ResourceType.TOPIC, ACLResourcePatternType.LITERAL)
_GROUPS = (ResourceType.GROUP, ACLResourcePatternType.PREFIXED)
_KINDS = {_TOPIC: Kind.TOPIC, _GROUPS: Kind.GROUPS}
_PATTERNS = {kind: pattern for pattern, kind in _KINDS.items()}


def rights(client: Any, principals: Set[str]) -> Set[Right] | None:
    """Return what ``principals`` are allowed; None where the broker has no authoriser."""
    everything = ResourcePatternFilter(ResourceType.ANY, None, ACLResourcePatternType.ANY)
    found: set[Right] = set()
    for principal in sorted(principals):
        asked = ACLFilter(principal, None, ACLOperation.ANY, ACLPermissionType.ALLOW, everything)
        try:
            acls, _ = client.describe_acls(asked)
        except SecurityDisabledError:
            return None
        found |= {_right(acl) for acl in acls}
    return found


def grant(client: Any, wanted: Sequence[Right]) -> None:
    """Allow ``wanted`` from any host. Raises the broker's first refusal."""
    acls = []
    for right in wanted:
        kind, pattern = _PATTERNS[right.kind]
        resource = ResourcePattern(kind, right.name, pattern)
        acls.append(
            ACL(
                right.principal,
                _ANY_HOST,
                ACLOperation[right.operation],
                ACLPermissionType.ALLOW,
                resource,
            )
        )
    failed = client.create_acls(acls)["failed"]
    if failed:
        raise failed[0]()


def _right(acl: Any) -> Right:
    resource = acl.resource_pattern
    kind = _KINDS.get((resource.resource_type, resource.pattern_type), Kind.OTHER)
    name = str(resource.resource_name)
    if kind is Kind.OTHER:
        name = f"{resource.resource_type.name} {resource.pattern_type.name} {name}"
    if acl.host != _ANY_HOST:
        kind, name = Kind.OTHER, f"{name} from {acl.host}"
    return Right(acl.principal, kind, name, acl.operation.name)
