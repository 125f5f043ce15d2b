"""Plans counted across the meetings of a child, against histories counted by hand."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from uuid import UUID

import pytest
import pytest_asyncio
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.folding import counting, rows_after, show
from tests.support.history import HEALTH, POLICE, SOCIAL_CARE, History
from tests.support.random_history import random_history

from quorate_events.meetings.decisions import DecisionBasis, ReviseDecision
from quorate_events.meetings.vocabulary import CategoryOfAbuse, DecisionOutcome, MeetingKind
from quorate_events.store import open_pool
from quorate_projections.metrics.trends import Period
from quorate_projections.plans.projection import PlansProjection
from quorate_projections.plans.queries import plan_metrics

PLANS = PlansProjection()
MADE, CONTINUED, ENDED = (
    DecisionOutcome.PLAN_MADE,
    DecisionOutcome.PLAN_CONTINUED,
    DecisionOutcome.PLAN_ENDED,
)
ANN, BEN, CAL = (UUID(int=0xC1 + n) for n in range(3))
PEOPLE = ((SOCIAL_CARE, "social_worker"), (POLICE, "detective_sergeant"), (HEALTH, "health_visitor"))


@pytest.fixture
def history() -> History:
    return History()


@pytest_asyncio.fixture
async def asked(database, history):
    """A function that counts the plans of the history."""
    opened = []

    async def ask(today: date, period: Period = Period.QUARTER, **days):
        await show(database.owner_dsn, history.events, PLANS)
        opened.append(await open_pool(database.app_dsn))
        return await plan_metrics(counting(opened[-1]), period=period, today=today, **days)

    yield ask
    for pool in opened:
        await pool.close()


def conference(
    history: History,
    on: date,
    outcome: DecisionOutcome,
    children: Sequence[UUID],
    kind: MeetingKind | None = None,
) -> UUID:
    """Hold a conference on a day, with one outcome for all its children."""
    history.now = datetime(on.year, on.month, on.day, 10, tzinfo=UTC)
    first = MeetingKind.INITIAL_CONFERENCE if outcome is MADE else MeetingKind.REVIEW_CONFERENCE
    meeting = history.convene(kind or first, children=children, in_days=0)
    for agency, role in PEOPLE:
        history.invite(meeting, agency, role)
    history.open(meeting)
    for agency, role in PEOPLE:
        history.attend(meeting, agency, role)
    history.decide(meeting, outcome)
    return meeting


async def test_given_a_plan_that_ended_when_another_is_made_then_it_is_a_repeat(asked, history):
    conference(history, date(2025, 1, 14), MADE, [ANN, BEN])
    conference(history, date(2025, 7, 8), ENDED, [ANN])
    conference(history, date(2026, 2, 3), MADE, [ANN, CAL])
    cells = {cell.period: cell for cell in await asked(date(2026, 3, 2))}
    assert list(cells) == ["2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4", "2026-Q1"]
    assert [(each.plans_made, each.plans_made_again) for each in cells.values()] == [
        (2, 0),
        (0, 0),
        (0, 0),
        (0, 0),
        (2, 1),
    ]
    assert [each.plans_open for each in cells.values()] == [2, 2, 1, 1, 3]
    assert cells["2026-Q1"].repeat_plans.percentage == 50.0


async def test_given_an_open_plan_when_a_conference_decides_on_a_plan_again_then_it_is_the_same_plan(
    asked, history
):
    conference(history, date(2026, 1, 14), MADE, [ANN])
    conference(history, date(2026, 2, 16), MADE, [ANN])
    (cell,) = await asked(date(2026, 3, 2))
    assert (cell.plans_made, cell.plans_made_again, cell.plans_open) == (1, 0, 1)


async def test_given_a_plan_of_two_years_when_the_period_ends_on_that_day_then_it_counts(asked, history):
    conference(history, date(2024, 3, 12), MADE, [ANN])
    conference(history, date(2024, 3, 13), MADE, [BEN])
    conference(history, date(2026, 1, 13), CONTINUED, [ANN, BEN])
    last = (await asked(date(2026, 3, 12), Period.MONTH))[-1]
    assert (last.period, last.plans_open, last.plans_open_two_years) == ("2026-03", 2, 1)
    assert (last.plans_of_two_years.numerator, last.plans_of_two_years.denominator) == (1, 2)


async def test_given_days_when_only_they_are_asked_for_then_open_plans_are_counted_at_their_end(
    asked, history
):
    conference(history, date(2025, 1, 14), MADE, [ANN])
    conference(history, date(2026, 2, 3), MADE, [BEN])
    conference(history, date(2026, 2, 17), ENDED, [ANN])
    days = {"first_day": date(2026, 2, 1), "last_day": date(2026, 2, 16)}
    (cell,) = await asked(date(2026, 3, 2), Period.MONTH, **days)
    assert (cell.plans_made, cell.plans_open) == (1, 2)


async def test_given_a_plan_from_before_the_record_when_it_ends_and_another_is_made_then_it_is_a_repeat(
    asked, history
):
    conference(history, date(2026, 1, 13), CONTINUED, [ANN])
    conference(history, date(2026, 1, 13), ENDED, [BEN])
    conference(history, date(2026, 2, 3), MADE, [BEN])
    (cell,) = await asked(date(2026, 3, 2))
    assert (cell.plans_made, cell.plans_made_again, cell.plans_open) == (1, 1, 2)


async def test_given_a_decision_when_it_is_revised_then_the_revision_counts_on_the_first_day(asked, history):
    meeting = conference(history, date(2026, 1, 14), MADE, [ANN])
    history.later(days=40)
    history.do(
        ReviseDecision(
            meeting_id=meeting,
            child_id=ANN,
            outcome=DecisionOutcome.PLAN_NOT_REQUIRED,
            rationale="On new facts",
            reason="A report came late",
            basis=DecisionBasis.CHAIR_DECIDED,
        )
    )
    assert await asked(date(2026, 3, 2)) == []
    history.do(
        ReviseDecision(
            meeting_id=meeting, child_id=ANN, outcome=MADE, rationale="r", reason="r",
            category=CategoryOfAbuse.NEGLECT,
        )
    )  # fmt: skip
    (row,) = rows_after(PLANS, history.events)["decisions"]
    assert row[3] == date(2026, 1, 14)


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 10_000), sizes=st.lists(st.integers(0, 40), max_size=8))
def test_any_split_into_batches_gives_the_same_rows(seed, sizes):
    events = random_history(seed, meetings=3).events
    assert rows_after(PLANS, events, sizes) == rows_after(PLANS, events, [1] * len(events))
