from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest
from tests.support.meetings import BASELINE, RULES

from quorate_events.command import Command, Context
from quorate_events.context import Recorder
from quorate_events.errors import Refused
from quorate_events.meetings.convening import CancelMeeting
from quorate_events.meetings.vocabulary import Sector
from quorate_events.people import catalogue
from quorate_events.people.agency import RegisterAgency, RenameAgency
from quorate_events.people.child import RecordBirth, RegisterChild
from quorate_events.people.nhs_number import check_digit, is_nhs_number
from quorate_events.people.practitioner import RegisterPractitioner

catalogue.register()
ID = UUID(int=1)


def context() -> Context:
    return Context(
        now=datetime(2026, 3, 2, tzinfo=UTC),
        by=Recorder(UUID(int=2), UUID(int=3)),
        new_id=lambda: UUID(int=4),
        rules=RULES,
        current=BASELINE.ref,
        synthetic_people=True,
    )


def after(*commands: Command) -> Any:
    aggregate = None
    for command in commands:
        for event in command.decide(aggregate, context()):
            aggregate = event.mutate(aggregate)
    return aggregate


def refused(command: Command, aggregate: Any = None) -> str:
    with pytest.raises(Refused) as refusal:
        command.decide(aggregate, context())
    return refusal.value.code


def test_an_agency_is_registered_once_and_may_be_renamed() -> None:
    register = RegisterAgency(agency_id=ID, name="Kiln Vale Police", sector=Sector.POLICE)
    agency = after(register)
    assert refused(register, agency) == "already_registered"
    assert after(register, RenameAgency(agency_id=ID, name="Vale Constabulary")).version == 2
    assert refused(RenameAgency(agency_id=ID, name="x")) == "not_registered"


def test_a_command_finds_nothing_under_the_id_of_something_else() -> None:
    agency = after(RegisterAgency(agency_id=ID, name="Kiln Vale Police", sector=Sector.POLICE))
    child = after(RegisterChild(child_id=ID, name="x", date_of_birth=date(2020, 1, 1)))
    assert refused(RenameAgency(agency_id=ID, name="x"), child) == "not_registered"
    birth = RecordBirth(child_id=ID, name="x", date_of_birth=date(2020, 1, 1))
    assert refused(birth, agency) == "not_registered"
    assert refused(CancelMeeting(meeting_id=ID, reason="r"), child) == "meeting_not_found"


def test_a_practitioner_has_a_name() -> None:
    assert refused(RegisterPractitioner(practitioner_id=ID, name=" ", agency_id=ID)) == "blank_text"


def test_a_child_is_born_or_expected_and_never_both() -> None:
    both = RegisterChild(child_id=ID, name="x", date_of_birth=date(2020, 1, 1), expected_on=date(2026, 6, 1))
    assert refused(both) == "born_or_expected"
    assert refused(RegisterChild(child_id=ID, name="x")) == "born_or_expected"


def test_an_unborn_baby_is_born_once() -> None:
    expected = RegisterChild(child_id=ID, name="Unborn Example", expected_on=date(2026, 3, 1))
    birth = RecordBirth(child_id=ID, name="Ash Example", date_of_birth=date(2026, 3, 1))
    assert refused(birth, after(expected, birth)) == "born_or_expected"


def test_nobody_is_born_tomorrow() -> None:
    assert (
        refused(RegisterChild(child_id=ID, name="x", date_of_birth=date(2026, 3, 3))) == "date_in_the_future"
    )


@pytest.mark.parametrize(
    "number", ["", "943476591", "9434765910", "94347659199", "943 476 5919", "٩٤٣٤٧٦٥٩١٩"]
)
def test_what_is_no_nhs_number_is_refused(number: str) -> None:
    assert not is_nhs_number(number)


def test_the_published_example_is_an_nhs_number() -> None:
    assert is_nhs_number("9434765919")


def test_invented_children_have_numbers_from_the_999_range_only() -> None:
    real = RegisterChild(child_id=ID, name="x", date_of_birth=date(2020, 1, 1), nhs_number="9434765919")
    assert refused(real) == "nhs_number_invalid"
    nine = next(n for n in range(999_000_000, 999_000_100) if check_digit(str(n)) < 10)
    number = f"{nine}{check_digit(str(nine))}"
    after(RegisterChild(child_id=ID, name="x", date_of_birth=date(2020, 1, 1), nhs_number=number))
