"""What a command names must exist, wherever in the command it stands."""

from datetime import date
from uuid import UUID

import pytest
from eventsourcing.domain import Aggregate
from tests.support.meetings import CHAIR, CHILD, HEALTH, MEETING, POLICE, convene, invite

from quorate_events.context import Recorder
from quorate_events.meetings.actions import AgreeAction
from quorate_events.meetings.contributions import SubmitContribution
from quorate_events.meetings.meeting import Meeting
from quorate_events.meetings.values import Part, Restriction
from quorate_events.meetings.vocabulary import Audience, PartHeading, RestrictionGround
from quorate_events.people.agency import Agency, RegisterAgency
from quorate_events.people.child import Child
from quorate_events.people.practitioner import Practitioner
from quorate_events.references import References, UnknownReference, named_by

BY = Recorder(UUID(int=99), UUID(int=98))


class Registered:
    """A log that holds what was put there, and counts how often it is asked."""

    def __init__(self, **kinds: type[Aggregate]) -> None:
        self.asked = 0
        self._kinds = {UUID(int=int(name[1:])): kind for name, kind in kinds.items()}

    async def load(self, stream_id: UUID) -> Aggregate | None:
        self.asked += 1
        kind = self._kinds.get(stream_id)
        found = None if kind is None else kind.__new__(kind)
        if isinstance(found, Practitioner):
            found.agency_id = HEALTH
        return found


async def test_a_meeting_names_its_chair_and_its_children() -> None:
    named = {(field, each) for field, each, _ in named_by(convene(follows=UUID(int=77)))}
    assert named == {("chair_id", CHAIR), ("child_id", CHILD), ("follows", UUID(int=77))}


async def test_agencies_in_the_depth_of_a_restriction_are_named_too() -> None:
    restriction = Restriction(RestrictionGround.LEGAL, "Advice.", (POLICE,))
    part = Part(PartHeading.WORRIES, "x", Audience.RESTRICTED, child_id=CHILD, restriction=restriction)
    command = SubmitContribution(meeting_id=MEETING, agency_id=HEALTH, parts=(part,))
    assert {each for _, each, _ in named_by(command)} == {HEALTH, POLICE}


async def test_a_child_of_the_meeting_is_left_to_the_meeting_whether_registered_or_not() -> None:
    action = AgreeAction(meeting_id=MEETING, what="x", role="r", measure="y", child_ids=(CHILD,))
    assert list(named_by(action)) == []


async def test_what_does_not_exist_is_refused_with_the_field() -> None:
    with pytest.raises(UnknownReference, match="agency named in agency_id"):
        await References(Registered().load).of(invite(POLICE), BY)


async def test_an_id_of_another_kind_is_refused() -> None:
    with pytest.raises(UnknownReference):
        await References(Registered(n2=Practitioner).load).of(invite(POLICE), BY)


async def test_what_was_found_once_is_not_looked_up_again() -> None:
    log = Registered(n13=Practitioner, n11=Child, n3=Agency)
    references = References(log.load)
    await references.of(convene(), BY)
    found = await references.of(convene(), BY)
    # Chair, the chair's agency and child once; the agency that sends is not registered and is asked for again.
    assert log.asked == 5
    assert isinstance(found[CHAIR], Practitioner)
    assert isinstance(found[HEALTH], Agency)


async def test_nothing_given_names_nothing() -> None:
    action = AgreeAction(
        meeting_id=MEETING, what="x", role="health_visitor", due=date(2026, 3, 3), measure="y"
    )
    assert list(named_by(action)) == []


async def test_an_agency_that_is_being_registered_need_not_exist() -> None:
    await References(Registered().load).of(RegisterAgency(agency_id=POLICE, name="x", sector="police"), BY)  # type: ignore[arg-type]


async def test_a_meeting_follows_a_meeting() -> None:
    with pytest.raises(UnknownReference, match="meeting named in follows"):
        await References(Registered(n13=Practitioner, n11=Child, n77=Agency).load).of(
            convene(follows=UUID(int=77)), BY
        )
    await References(Registered(n13=Practitioner, n11=Child, n77=Meeting).load).of(
        convene(follows=UUID(int=77)), BY
    )


async def test_an_id_found_as_one_kind_does_not_pass_as_another() -> None:
    references = References(Registered(n2=Practitioner, n11=Child).load)
    await references.of(convene(chair_id=POLICE), BY)
    with pytest.raises(UnknownReference, match="agency named"):
        await references.of(invite(POLICE), BY)
