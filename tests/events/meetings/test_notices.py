from uuid import UUID

import pytest
from tests.support.history import (
    CHAIR,
    HEALTH,
    HOUSING,
    POLICE,
    SCHOOL,
    SOCIAL_CARE,
    History,
    speaker,
    worker_of,
)

from quorate_events.context import Recorder
from quorate_events.meetings.convening import ChangeChair
from quorate_events.meetings.emergency import OpenInEmergency
from quorate_events.meetings.errors import MeetingNotFound
from quorate_events.meetings.notices import AcknowledgeNotice, NoticeAcknowledged, NoticeNotFound

THE_CHAIR, NEXT = Recorder(CHAIR, SOCIAL_CARE), speaker(SOCIAL_CARE)


@pytest.fixture
def history() -> History:
    told = History()
    told.register_agencies((SOCIAL_CARE, POLICE, HEALTH, SCHOOL, HOUSING))
    told.let_in(worker_of(SOCIAL_CARE))
    return told


def opened(history: History) -> tuple[UUID, UUID]:
    """A meeting, and the opening of its record in an emergency."""
    meeting = history.convene()
    history.do(OpenInEmergency(meeting_id=meeting, reason="A child is at the door"), speaker(HOUSING))
    return meeting, history.created[0]


def test_the_chair_acknowledges_an_opening_once(history: History) -> None:
    meeting, opening = opened(history)
    acknowledge = AcknowledgeNotice(meeting_id=meeting, link_id=opening)
    (recorded,) = history.do(acknowledge, THE_CHAIR)
    assert isinstance(recorded.event, NoticeAcknowledged)
    assert (recorded.event.link_id, recorded.event.by) == (opening, THE_CHAIR)
    with pytest.raises(NoticeNotFound):
        history.do(acknowledge, THE_CHAIR)


@pytest.mark.parametrize("agency", [SOCIAL_CARE, HOUSING, POLICE], ids=["convener", "opener", "stranger"])
def test_nobody_acknowledges_for_the_chair(history: History, agency: UUID) -> None:
    meeting, opening = opened(history)
    with pytest.raises(NoticeNotFound):
        history.do(AcknowledgeNotice(meeting_id=meeting, link_id=opening), speaker(agency))


def test_a_later_chair_takes_note_for_themselves(history: History) -> None:
    meeting, opening = opened(history)
    acknowledge = AcknowledgeNotice(meeting_id=meeting, link_id=opening)
    history.do(acknowledge, THE_CHAIR)
    history.do(ChangeChair(meeting_id=meeting, chair_id=NEXT.practitioner_id, reason="Leave"), THE_CHAIR)
    with pytest.raises(NoticeNotFound):
        history.do(acknowledge, THE_CHAIR)
    assert history.do(acknowledge, NEXT)


def test_the_chair_before_acknowledges_that_somebody_else_took_the_chair_each_time(history: History) -> None:
    meeting = history.convene()
    acknowledge = AcknowledgeNotice(meeting_id=meeting, link_id=CHAIR)
    for _ in range(2):
        history.do(ChangeChair(meeting_id=meeting, chair_id=NEXT.practitioner_id, reason="Leave"), NEXT)
        with pytest.raises(NoticeNotFound):
            history.do(acknowledge, NEXT)
        assert history.do(acknowledge, THE_CHAIR)
        with pytest.raises(NoticeNotFound):
            history.do(acknowledge, THE_CHAIR)
        history.do(ChangeChair(meeting_id=meeting, chair_id=CHAIR, reason="Back"), NEXT)


def test_whoever_handed_the_chair_over_has_nothing_to_acknowledge(history: History) -> None:
    meeting = history.convene()
    history.do(ChangeChair(meeting_id=meeting, chair_id=NEXT.practitioner_id, reason="Leave"), THE_CHAIR)
    with pytest.raises(NoticeNotFound):
        history.do(AcknowledgeNotice(meeting_id=meeting, link_id=CHAIR), THE_CHAIR)


def test_a_chair_before_who_has_no_other_part_in_the_meeting_acknowledges_too(history: History) -> None:
    elsewhere = Recorder(CHAIR, UUID(int=0xA0FF))
    meeting = history.convene()
    history.do(ChangeChair(meeting_id=meeting, chair_id=NEXT.practitioner_id, reason="Leave"), NEXT)
    assert not history.aggregates[meeting].concerns(elsewhere)
    assert history.do(AcknowledgeNotice(meeting_id=meeting, link_id=CHAIR), elsewhere)


def test_nothing_is_acknowledged_in_a_meeting_that_is_not_there(history: History) -> None:
    with pytest.raises(MeetingNotFound):
        history.do(AcknowledgeNotice(meeting_id=history.new_id(), link_id=CHAIR), THE_CHAIR)
