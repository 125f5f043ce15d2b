"""One asks, another approves, and a hold comes before both."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest
from tests.support.meetings import BASELINE, RULES

from quorate_events.command import Command, Context
from quorate_events.context import Recorder
from quorate_events.errors import Refused
from quorate_events.meetings.vocabulary import Sector
from quorate_events.people import catalogue, erasure
from quorate_events.people.agency import RegisterAgency
from quorate_events.people.child import RegisterChild
from quorate_events.people.erasure import (
    ApproveErasure,
    DeclineErasure,
    LiftHold,
    PlaceHold,
    RecordErasure,
    RequestErasure,
    StopErasure,
)
from quorate_events.people.membership import EndMembership
from quorate_events.people.personal_file import (
    ErasureBasis,
    ErasureState,
    FileStepKind,
    PersonalFile,
    file_of,
)
from quorate_events.people.practitioner import RegisterPractitioner

CHILD, WORKER, AGENCY = UUID(int=1), UUID(int=2), UUID(int=3)
OFFICER, PARTNER = UUID(int=11), UUID(int=12)
NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)
catalogue.register()
ASK = RequestErasure(person_id=CHILD, basis=ErasureBasis.NO_LONGER_NEEDED, reason="The schedule has run out")
HOLD = PlaceHold(person_id=CHILD, reason="An inquiry asks for it", review_on=date(2027, 3, 1))


class Files:
    """Streams in memory."""

    def __init__(self, erasable: bool = True) -> None:
        self.streams: dict[UUID, Any] = {}
        self._erasable = erasable
        self.do(RegisterAgency(agency_id=AGENCY, name="Social care", sector=Sector.CHILDRENS_SOCIAL_CARE))
        self.do(RegisterChild(child_id=CHILD, name="Sam", date_of_birth=date(2019, 5, 1)))
        self.do(RegisterPractitioner(practitioner_id=WORKER, name="Robin", agency_id=AGENCY))

    def do(self, command: Command, by: UUID = OFFICER) -> list[Any]:
        recorder = Recorder(by, AGENCY)
        context = Context(
            now=NOW,
            by=recorder,
            new_id=lambda: UUID(int=4),
            rules=RULES,
            current=BASELINE.ref,
            synthetic_people=True,
            erasable=self._erasable,
            known={each: self.streams[each] for each in command.also(recorder) if each in self.streams},
        )
        events = list(command.decide(self.streams.get(command.stream_of(recorder)), context))
        for event in events:
            self.streams[event.originator_id] = event.mutate(self.streams.get(event.originator_id))
        return events

    @property
    def file(self) -> PersonalFile:
        file: PersonalFile = self.streams[file_of(CHILD)]
        return file


@pytest.fixture
def files() -> Files:
    return Files()


def test_two_people_erase_a_child(files: Files) -> None:
    files.do(ASK)
    files.do(ApproveErasure(person_id=CHILD), PARTNER)
    assert files.file.state is ErasureState.APPROVED
    files.do(RecordErasure(person_id=CHILD, streams=(CHILD,), events=3), PARTNER)
    assert files.file.state is ErasureState.ERASED
    assert [each.what for each in files.file.steps] == [
        FileStepKind.ERASURE_REQUESTED,
        FileStepKind.ERASURE_APPROVED,
        FileStepKind.ERASED,
    ]


def test_what_is_recorded_already_is_not_recorded_again(files: Files) -> None:
    files.do(ASK)
    files.do(ApproveErasure(person_id=CHILD), PARTNER)
    done = RecordErasure(person_id=CHILD, streams=(), events=0)
    files.do(done)
    assert files.do(done) == []


def test_a_declined_request_can_be_made_again(files: Files) -> None:
    files.do(ASK)
    files.do(DeclineErasure(person_id=CHILD, reason="The wrong child"), PARTNER)
    files.do(ASK)
    assert files.file.state is ErasureState.REQUESTED


def test_a_hold_that_is_lifted_lets_erasure_go_on(files: Files) -> None:
    files.do(HOLD)
    files.do(LiftHold(person_id=CHILD, reason="The inquiry is over"))
    files.do(ASK)
    assert files.file.state is ErasureState.REQUESTED


def test_a_hold_is_renewed_by_placing_it_again(files: Files) -> None:
    files.do(HOLD)
    files.do(PlaceHold(person_id=CHILD, reason="Still asked for", review_on=date(2028, 3, 1)))
    assert files.file.review_on == date(2028, 3, 1)


@pytest.mark.parametrize(
    ("before", "command", "by", "refused"),
    [
        (
            (),
            PlaceHold(person_id=UUID(int=9), reason="x", review_on=date(2027, 1, 1)),
            OFFICER,
            "not_registered",
        ),
        (
            (),
            PlaceHold(person_id=CHILD, reason="x", review_on=date(2026, 3, 2)),
            OFFICER,
            "review_in_the_past",
        ),
        ((), PlaceHold(person_id=CHILD, reason=" ", review_on=date(2027, 1, 1)), OFFICER, "blank_text"),
        ((), LiftHold(person_id=CHILD, reason="x"), OFFICER, "not_under_hold"),
        ((HOLD,), ASK, OFFICER, "under_hold"),
        ((ASK, HOLD), ApproveErasure(person_id=CHILD), PARTNER, "under_hold"),
        ((ASK,), ASK, OFFICER, "erasure_under_way"),
        ((ASK,), ApproveErasure(person_id=CHILD), OFFICER, "same_person_approves"),
        ((ASK,), ApproveErasure(person_id=CHILD), CHILD, "own_data"),
        ((), ApproveErasure(person_id=CHILD), PARTNER, "erasure_not_requested"),
        ((), DeclineErasure(person_id=CHILD, reason="x"), PARTNER, "erasure_not_requested"),
        ((), RecordErasure(person_id=CHILD, streams=(), events=0), PARTNER, "erasure_not_requested"),
        ((ASK,), StopErasure(person_id=CHILD, held_person_ids=()), PARTNER, "erasure_not_requested"),
        (
            (),
            RequestErasure(person_id=WORKER, basis=ErasureBasis.LEGAL_OBLIGATION, reason="x"),
            OFFICER,
            "still_a_member",
        ),
    ],
    ids=lambda each: each if isinstance(each, str) else type(each).__name__,
)
def test_what_the_rules_do_not_allow_is_refused(
    files: Files, before: tuple[Command, ...], command: Command, by: UUID, refused: str
) -> None:
    for each in before:
        files.do(each)
    with pytest.raises(Refused) as answer:
        files.do(command, by)
    assert answer.value.code == refused
    assert answer.value.suggestion


@pytest.mark.parametrize("command", [ASK, HOLD], ids=["ask", "hold"])
def test_between_approval_and_end_nothing_else_is_done(files: Files, command: Command) -> None:
    files.do(ASK)
    files.do(ApproveErasure(person_id=CHILD), PARTNER)
    with pytest.raises(erasure.ErasureUnderWay):
        files.do(command)
    files.do(RecordErasure(person_id=CHILD, streams=(), events=0))
    with pytest.raises(erasure.ErasedAlready):
        files.do(command)


def test_who_left_can_be_erased(files: Files) -> None:
    files.do(EndMembership(practitioner_id=WORKER, reason="Left"))
    files.do(RequestErasure(person_id=WORKER, basis=ErasureBasis.NO_LONGER_NEEDED, reason="x"))
    assert files.streams[file_of(WORKER)].state is ErasureState.REQUESTED


def test_without_keys_nothing_is_promised() -> None:
    with pytest.raises(erasure.NoKeysHere):
        Files(erasable=False).do(ASK)
