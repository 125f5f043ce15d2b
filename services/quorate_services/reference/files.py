"""Every generated file that is checked in, and what makes it. ``make check`` compares each one."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from quorate_events.rules.schema import rule_set_schema
from quorate_graphql.contract import current
from quorate_projections.metrics.document import document
from quorate_projections.metrics.registry import METRICS
from quorate_services.reference.access_page import access_page
from quorate_services.reference.asyncapi import asyncapi
from quorate_services.reference.errors_page import errors_page
from quorate_services.reference.events_page import events_page
from quorate_services.reference.settings_page import settings_page


def _metrics_page() -> str:
    return document(METRICS)


GENERATED: Mapping[str, Callable[[], str]] = MappingProxyType(
    {
        "docs/access.md": access_page,
        "docs/errors.md": errors_page,
        "docs/events.md": events_page,
        "docs/metrics.md": _metrics_page,
        "docs/settings.md": settings_page,
        "events/asyncapi.json": asyncapi,
        "events/quorate_events/rules/rule-set.schema.json": rule_set_schema,
        "graphql/schema.graphql": current,
    }
)
"""By path from the root of the repository."""
