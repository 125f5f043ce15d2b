"""A feed tells no agency's system of a conference before: the API names it to those only who may read that one too."""

from datetime import date
from uuid import UUID

import msgspec
import pytest
from tests.support.feeding import Told, follow
from tests.support.history import POLICE, SOCIAL_CARE, History, worker_of

from quorate_events.access.actor import Actor, ActorKind
from quorate_events.meetings.convening import MeetingConvened
from quorate_events.meetings.values import AnchorDate
from quorate_events.rules.rule_set import Anchor
from quorate_services.feeds.edges import Moment, edge

STARTED, HELD = date(2026, 2, 20), date(2025, 9, 17)


@pytest.fixture
def history() -> History:
    """A conference of which the police know nothing, and one that results from it, to which they are invited."""
    told = History()
    told.register_agencies([POLICE, SOCIAL_CARE])
    before = told.convene()
    anchors = [AnchorDate(Anchor.SECTION_47_STARTED, STARTED), AnchorDate(Anchor.LAST_CONFERENCE, HELD)]
    meeting = told.convene(follows=before, anchors=anchors)
    told.invite(meeting, POLICE, "detective_sergeant")
    return told


@pytest.mark.parametrize("agency", [POLICE, SOCIAL_CARE], ids=["invited", "convening"])
def test_neither_the_meeting_before_nor_its_day_is_told(history: History, agency: UUID) -> None:
    before, meeting = (each.stream_id for each in history.events if each.topic == MeetingConvened.TOPIC)
    now, last = Moment(history.events[-1].position, history.now), Moment(0, history.now)
    system = Actor(worker_of(agency, 90), agency, kind=ActorKind.SYSTEM)
    told = Told()
    told.take(edge(follow(history, meeting), system, last, now, history.now), now.position)
    assert MeetingConvened.TOPIC in told.types
    assert str(before) not in told.text
    assert HELD.isoformat() not in told.text
    (convened,) = (
        msgspec.json.decode(each.value or b"")
        for each in told.records
        if ("ce_type", MeetingConvened.TOPIC.encode()) in each.headers
    )
    assert convened["follows"] is None
    assert [each["on"] for each in convened["anchors"]] == [STARTED.isoformat()]
