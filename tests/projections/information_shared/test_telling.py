"""Who is told that something happened to a part: who may know of it, or sees that an agency's answer moved."""

from uuid import UUID

import pytest
from tests.support.access_scene import ACTORS
from tests.support.history import HEALTH, POLICE, SCHOOL, History, speaker

from quorate_events.access.resources import Circumstances
from quorate_events.meetings.contributions import ContributionSubmitted
from quorate_events.meetings.parts import CorrectPart, PartCorrected, PartWithdrawn, WithdrawPart
from quorate_events.meetings.values import Part, Restriction
from quorate_events.meetings.vocabulary import Audience, MeetingKind, PartHeading, RestrictionGround
from quorate_projections.information_shared.projection import InformationSharedProjection
from quorate_projections.information_shared.state import SharedMeeting
from quorate_projections.information_shared.telling import may_be_told

RESTRICTED = Part(
    heading=PartHeading.WORRIES,
    text="An informant says so",
    audience=Audience.RESTRICTED,
    restriction=Restriction(RestrictionGround.POLICE_INTELLIGENCE, "An informant", (SCHOOL,)),
)
SUBMITTED, CORRECTED, WITHDRAWN = ContributionSubmitted.TOPIC, PartCorrected.TOPIC, PartWithdrawn.TOPIC


class Told:
    """A meeting in which the police shared two parts that only the school may know of, one after the other."""

    def __init__(self) -> None:
        self.history = History()
        self.history.register_agencies()
        self.meeting = self.history.convene(MeetingKind.INITIAL_CONFERENCE)
        for agency, role in ((POLICE, "detective_sergeant"), (HEALTH, "health_visitor")):
            self.history.invite(self.meeting, agency, role)
        self.history.invite(self.meeting, SCHOOL, "designated_safeguarding_lead")
        (self.first,) = self.history.contribute(self.meeting, POLICE, RESTRICTED)
        (self.second,) = self.history.contribute(self.meeting, POLICE, RESTRICTED)

    def withdraw(self, part_id: UUID) -> None:
        command = WithdrawPart(meeting_id=self.meeting, part_id=part_id, reason="Not sure")
        self.history.do(command, speaker(POLICE))

    def tells(self, topic: str, part_id: UUID, who: str) -> bool:
        projection, state = InformationSharedProjection(), None
        for event in self.history.of(self.meeting):
            if event.topic in projection.topics:
                state = projection.fold(state, event)
        assert isinstance(state, SharedMeeting)
        return may_be_told(state, topic, part_id, ACTORS[who], Circumstances(self.history.now))


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.mark.parametrize("topic", [SUBMITTED, CORRECTED, WITHDRAWN])
def test_who_may_not_know_of_a_part_is_told_nothing_of_it(told: Told, topic: str) -> None:
    assert not told.tells(topic, told.second, "invited")


@pytest.mark.parametrize("who", ["named", "author", "chair"])
def test_who_may_know_of_it_is_told(told: Told, who: str) -> None:
    command = CorrectPart(
        meeting_id=told.meeting, part_id=told.second, text="He says so", reason="Wrong word"
    )
    told.history.do(command, speaker(POLICE))
    assert told.tells(CORRECTED, told.second, who)


def test_that_an_agency_has_answered_is_told_to_every_reader(told: Told) -> None:
    assert told.tells(SUBMITTED, told.first, "invited")
    assert not told.tells(CORRECTED, told.first, "invited")


def test_that_an_agency_has_withdrawn_all_is_told_to_nobody_who_may_know_of_none(told: Told) -> None:
    for part in (told.first, told.second):
        told.withdraw(part)
        assert not told.tells(WITHDRAWN, part, "invited")
        assert told.tells(WITHDRAWN, part, "named")


def test_that_an_agency_has_withdrawn_all_is_told_to_whoever_knows_of_some_part(told: Told) -> None:
    open_to_all = Part(heading=PartHeading.WORRIES, text="Two calls")
    (third,) = told.history.contribute(told.meeting, POLICE, open_to_all)
    told.withdraw(third)
    told.withdraw(told.first)
    assert not told.tells(WITHDRAWN, told.first, "invited")
    told.withdraw(told.second)
    assert told.tells(WITHDRAWN, told.second, "invited")


def test_a_part_that_the_view_does_not_know_is_told_to_nobody(told: Told) -> None:
    assert not told.tells(SUBMITTED, UUID(int=7), "chair")
