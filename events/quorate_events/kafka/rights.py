"""What each agency's system may do in Kafka: read its own topics, write its own commands, and nothing else."""

from collections.abc import Mapping, Sequence, Set

import msgspec

from quorate_events.kafka.feeds import AgencyFeed
from quorate_events.kafka.ports import Admin, Kind, Right
from quorate_events.kafka.topics import FEED, INBOX, REPLIES, Topic, of_agency


class RightsPlan(msgspec.Struct, frozen=True):
    """Which rights are missing, and which the agencies' principals have besides: those are left to you.

    ``enforced`` is false where the broker has no authoriser: everybody may do everything there.
    """

    enforced: bool
    missing: Sequence[Right] = ()
    besides: Sequence[Right] = ()


def wanted_rights(topics: Mapping[str, Topic], feeds: Sequence[AgencyFeed]) -> Set[Right]:
    """Return what the principals of ``feeds`` may do. Their consumer groups begin with ``<topic of the feed>.``."""
    found: set[Right] = set()
    for feed in feeds:
        if feed.principal is None:
            continue
        own = {short: topics[of_agency(short, feed.name)].name for short in (FEED, INBOX, REPLIES)}
        for short, operation in ((FEED, "READ"), (REPLIES, "READ"), (INBOX, "WRITE")):
            found.add(Right(feed.principal, Kind.TOPIC, own[short], operation))
            found.add(Right(feed.principal, Kind.TOPIC, own[short], "DESCRIBE"))
        found.add(Right(feed.principal, Kind.GROUPS, f"{own[FEED]}.", "READ"))
    return found


async def plan_rights(admin: Admin, topics: Mapping[str, Topic], feeds: Sequence[AgencyFeed]) -> RightsPlan:
    """Compare what the agencies' principals should be able to do with what they are. Changes nothing."""
    wanted = wanted_rights(topics, feeds)
    if not wanted:
        return RightsPlan(enforced=True)
    actual = await admin.rights({right.principal for right in wanted})
    if actual is None:
        return RightsPlan(enforced=False)
    return RightsPlan(True, sorted(wanted - actual), sorted(actual - wanted))


async def apply_rights(admin: Admin, planned: RightsPlan) -> None:
    """Give the rights that are missing. Takes none away."""
    if planned.missing:
        await admin.grant(planned.missing)
