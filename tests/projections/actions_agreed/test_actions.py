"""The register: what became of an action, who sees it, when it is overdue."""

from datetime import date, timedelta
from uuid import UUID

import pytest
import pytest_asyncio
from tests.support.folding import dicts, rows_after, see_everything, show
from tests.support.history import (
    CHAIR,
    HEALTH,
    HOUSING,
    POLICE,
    SCHOOL,
    SOCIAL_CARE,
    History,
    reader,
    speaker,
    worker_of,
)

from quorate_events.access.actor import Actor
from quorate_events.meetings.action_progress import (
    AcceptAction,
    CompleteAction,
    ReassignAction,
    RecordActionNotDone,
    ReportProgress,
    RescheduleAction,
)
from quorate_events.meetings.vocabulary import ActionStatus
from quorate_projections.actions_agreed.projection import ActionsAgreedProjection
from quorate_projections.actions_agreed.queries import (
    ActionFilter,
    ByDue,
    Period,
    actions,
    actions_done,
    count_actions,
)
from quorate_projections.actions_agreed.state import ActionStepKind

DUE = date(2026, 3, 30)
THE_CHAIR = Actor(CHAIR, UUID(int=0xFFFF))


def in_session(told: History) -> UUID:
    """A conference held on 16 March with the police and health invited."""
    meeting = told.convene()
    told.invite(meeting, POLICE, "detective_sergeant")
    told.invite(meeting, HEALTH, "health_visitor")
    told.later(days=14).open(meeting)
    return meeting


@pytest.fixture
def told() -> History:
    return History()


@pytest_asyncio.fixture
async def views(database):
    connection = await see_everything(database.owner_dsn)
    yield connection
    await connection.close()


@pytest.fixture
def register(database, views, told):
    """Ask the register on 31 March, or another day."""

    async def ask(viewer=THE_CHAIR, today=date(2026, 3, 31), after=None, limit=50, **wanted):
        if not await views.fetchval("select to_regclass('actions_agreed.actions') is not null"):
            await show(database.owner_dsn, told.events, ActionsAgreedProjection())
        return await actions(views, ActionFilter(**wanted), viewer, today, after=after, limit=limit)

    return ask


async def test_an_action_says_what_who_by_when_and_how_we_will_know(told, register):
    action = told.agree_action(in_session(told), POLICE, "detective_sergeant", DUE)
    (found,) = await register()
    assert (found.action_id, found.agency_id, found.due, found.status) == (
        action,
        POLICE,
        DUE,
        ActionStatus.AGREED,
    )
    assert (found.what, found.measure) == ("Visit the family", "The visit is on the record.")


async def test_every_step_stays_in_the_history(told, register):
    meeting = in_session(told)
    action = told.agree_action(meeting, POLICE, "detective_sergeant", DUE)
    which = {"meeting_id": meeting, "action_id": action}
    police, health = speaker(POLICE), speaker(HEALTH)
    told.do(AcceptAction(**which, practitioner_id=worker_of(POLICE)), police)
    told.do(ReportProgress(**which, note="Appointment made"), police)
    told.do(RescheduleAction(**which, due=DUE + timedelta(days=7), reason="Family away"), police)
    told.do(ReassignAction(**which, agency_id=HEALTH, role="health_visitor", reason="Known to her"), police)
    told.do(AcceptAction(**which), health)
    told.do(CompleteAction(**which, evidence="Seen at home"), health)
    (found,) = await register()
    assert [step.kind for step in found.history] == [
        ActionStepKind.AGREED,
        ActionStepKind.ACCEPTED,
        ActionStepKind.PROGRESSED,
        ActionStepKind.RESCHEDULED,
        ActionStepKind.REASSIGNED,
        ActionStepKind.ACCEPTED,
        ActionStepKind.COMPLETED,
    ]
    assert (found.agency_id, found.status, found.due, found.first_due, found.completed_on) == (
        HEALTH,
        ActionStatus.COMPLETED,
        DUE + timedelta(days=7),
        DUE,
        date(2026, 3, 16),
    )


def test_a_reassigned_action_belongs_to_nobody_in_person():
    told = History()
    meeting = in_session(told)
    action = told.agree_action(meeting, POLICE, "detective_sergeant", DUE)
    which = {"meeting_id": meeting, "action_id": action}
    told.do(AcceptAction(**which, practitioner_id=worker_of(POLICE)), speaker(POLICE))
    told.do(ReassignAction(**which, agency_id=HEALTH, role="health_visitor", reason="Known"), speaker(POLICE))
    (row,) = dicts(ActionsAgreedProjection(), rows_after(ActionsAgreedProjection(), told.events), "actions")
    assert (row["practitioner_id"], row["status"]) == (None, ActionStatus.AGREED)


async def test_an_open_action_is_overdue_the_day_after(told, register):
    told.agree_action(in_session(told), POLICE, "detective_sergeant", DUE)
    assert [each.overdue for each in await register(today=DUE)] == [False]
    assert [each.overdue for each in await register(today=DUE + timedelta(days=1))] == [True]


async def test_a_finished_action_is_never_overdue(told, register):
    meeting = in_session(told)
    done = told.agree_action(meeting, POLICE, "detective_sergeant", DUE)
    dropped = told.agree_action(meeting, POLICE, "detective_sergeant", DUE)
    told.do(CompleteAction(meeting_id=meeting, action_id=done, evidence="Seen"), speaker(POLICE))
    told.do(RecordActionNotDone(meeting_id=meeting, action_id=dropped, reason="Moved"), speaker(POLICE))
    assert [each.overdue for each in await register(today=date(2027, 1, 1))] == [False, False]


async def test_filters_narrow_the_register(told, register):
    meeting, other = in_session(told), in_session(told)
    mine = told.agree_action(meeting, POLICE, "detective_sergeant", DUE + timedelta(days=14))
    told.agree_action(other, HEALTH, "health_visitor", DUE + timedelta(days=20))
    told.do(
        AcceptAction(meeting_id=meeting, action_id=mine, practitioner_id=worker_of(POLICE)), speaker(POLICE)
    )
    for wanted in (
        {"meeting_id": meeting},
        {"agency_id": POLICE},
        {"practitioner_id": worker_of(POLICE)},
        {"statuses": [ActionStatus.ACCEPTED]},
        {"due_to": DUE + timedelta(days=14)},
        {"overdue": True},
    ):
        found = await register(today=DUE + timedelta(days=15), **wanted)
        assert [each.action_id for each in found] == [mine], wanted
    assert len(await register(due_from=DUE, overdue=False)) == 2


async def test_a_page_begins_behind_the_last_action(told, register, views):
    meeting = in_session(told)
    for days in (3, 1, 2):
        told.agree_action(meeting, POLICE, "detective_sergeant", DUE + timedelta(days=days))
    everything = await register()
    assert [each.due for each in everything] == sorted(each.due for each in everything)
    first = everything[0]
    rest = await register(after=ByDue(first.due, first.action_id), limit=1)
    assert rest == everything[1:2]
    assert await count_actions(views, ActionFilter(), THE_CHAIR, DUE) == 3


@pytest.mark.parametrize(
    ("viewer", "seen"),
    [
        (THE_CHAIR, {POLICE, SCHOOL}),
        (reader(SOCIAL_CARE), {POLICE, SCHOOL}),
        (reader(HEALTH), {POLICE, SCHOOL}),
        (reader(SCHOOL), {SCHOOL}),
        (reader(HOUSING), set()),
    ],
)
async def test_actions_are_seen_by_their_owner_and_by_those_who_read_the_meeting(
    told, register, viewer, seen
):
    meeting = in_session(told)
    told.agree_action(meeting, POLICE, "detective_sergeant", DUE)
    told.agree_action(meeting, SCHOOL, "designated_safeguarding_lead", DUE)
    assert {each.agency_id for each in await register(viewer)} == seen


async def test_done_on_time_is_what_was_completed_by_the_date_of_what_was_due(told, register, views):
    meeting = in_session(told)
    ids = [told.agree_action(meeting, POLICE, "detective_sergeant", DUE) for _ in range(5)]
    told.agree_action(meeting, POLICE, "detective_sergeant", date(2026, 6, 1))
    told.agree_action(meeting, HEALTH, "health_visitor", DUE)
    which = [{"meeting_id": meeting, "action_id": action} for action in ids]
    police = speaker(POLICE)
    told.later(days=14)
    told.do(CompleteAction(**which[0], evidence="Seen", completed_on=DUE), police)
    told.later(days=1)
    told.do(CompleteAction(**which[1], evidence="Seen", completed_on=date(2026, 3, 31)), police)
    told.do(RecordActionNotDone(**which[2], reason="Moved away"), police)
    told.do(RescheduleAction(**which[3], due=date(2026, 4, 30), reason="Away"), police)
    await register()
    may = date(2026, 5, 1)
    march, april = await actions_done(views, may, agency_id=POLICE)
    assert (march.period, march.due, march.done_on_time, march.done_late) == ("2026-03", 4, 1, 1)
    assert march.on_time.percentage == 25.0
    assert (march.not_done, march.still_open, march.put_off) == (1, 1, 0)
    assert (april.period, april.due, april.still_open, april.put_off) == ("2026-04", 1, 1, 1)
    quarters = await actions_done(views, may, by=Period.QUARTER, due_to=DUE)
    assert [(each.period, each.agency_id, each.due) for each in quarters] == [
        ("2026-Q1", POLICE, 4),
        ("2026-Q1", HEALTH, 1),
    ]


def test_however_the_events_are_batched_the_rows_are_the_same(told):
    meeting = in_session(told)
    action = told.agree_action(meeting, POLICE, "detective_sergeant", DUE)
    told.do(AcceptAction(meeting_id=meeting, action_id=action), speaker(POLICE))
    told.do(CompleteAction(meeting_id=meeting, action_id=action, evidence="Seen"), speaker(POLICE))
    projection = ActionsAgreedProjection()
    whole = rows_after(projection, told.events)
    assert whole["actions"]
    assert all(rows_after(projection, told.events, [1] * n) == whole for n in range(len(told.events)))
