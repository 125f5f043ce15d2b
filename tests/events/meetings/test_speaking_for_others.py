from uuid import UUID

import pytest
from tests.support.history import CHAIR, HEALTH, POLICE, SOCIAL_CARE, History, speaker

from quorate_events.context import Recorder
from quorate_events.meetings.errors import AnotherAgency
from quorate_events.meetings.views import GiveView
from quorate_events.meetings.vocabulary import ViewPosition

INDEPENDENT_CHAIR = Recorder(CHAIR, UUID(int=0xA0FF))
"""Of an agency that neither convened the meeting nor is invited."""


@pytest.fixture
def history() -> History:
    told = History()
    told.register_agencies((SOCIAL_CARE, POLICE, HEALTH))
    return told


def view(history: History) -> GiveView:
    """What the police say in a sitting that is open; health is there as well."""
    meeting = history.convene()
    for agency, role in ((POLICE, "detective_sergeant"), (HEALTH, "health_visitor")):
        history.invite(meeting, agency, role)
    history.later(days=14).open(meeting)
    (child,) = history.children_of(meeting)
    return GiveView(
        meeting_id=meeting,
        agency_id=POLICE,
        child_id=child,
        position=ViewPosition.AGREES,
        reasoning="So said.",
    )


@pytest.mark.parametrize(
    "by",
    [speaker(POLICE), speaker(SOCIAL_CARE), INDEPENDENT_CHAIR],
    ids=["the agency", "the convening agency", "an independent chair"],
)
def test_what_an_agency_says_is_taken_down_by(history: History, by: Recorder) -> None:
    assert history.do(view(history), by)


def test_another_agency_speaks_for_nobody_else(history: History) -> None:
    with pytest.raises(AnotherAgency):
        history.do(view(history), speaker(HEALTH))
