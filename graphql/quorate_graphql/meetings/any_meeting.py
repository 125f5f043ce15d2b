"""Whether somebody can find any meeting at all, before a list of them is read."""

from quorate_events.access.errors import NoDuty
from quorate_events.access.scope import scope_of
from quorate_graphql.context import Asking


def require_any_meeting(asking: Asking) -> None:
    """Raise ``NoDuty`` for somebody whose duties show them no meeting, whoever is invited to it."""
    scope = scope_of(asking.require_actor())
    if scope.chair_id is None and scope.reading_agency_id is None:
        raise NoDuty
