import pytest
from tests.support.random_history import random_history

from quorate_projections.attendance.trend import Period, TrendDimension, attendance_trend

from .tally import tally, tally_roles

COUNTS = (
    "invited",
    "attended",
    "report_received",
    "nothing_held",
    "reports_due",
    "reports_on_time",
    "report_without_presence",
    "neither",
)
BY = (TrendDimension.AGENCY, TrendDimension.KIND, TrendDimension.INVOLVEMENT)


@pytest.mark.parametrize("seed", [1, 2, 3])
async def test_every_cell_equals_a_count_straight_from_the_events(views, seed):
    events = random_history(seed, meetings=60).events
    expected = {key: {name: counts[name] for name in COUNTS} for key, counts in tally(events).items()}
    cells = await attendance_trend(await views(events), period=Period.QUARTER, by=BY)
    assert len(expected) > 30
    assert {
        (cell.period, cell.agency_id, cell.kind, cell.involvement): {
            name: getattr(cell, name) for name in COUNTS
        }
        for cell in cells
    } == expected


async def test_the_involved_counts_are_the_sums_of_the_buckets_that_count_as_involved(views):
    shown = await views(random_history(4, meetings=40).events)
    buckets = await attendance_trend(shown, period=Period.QUARTER, by=BY)
    for cell in await attendance_trend(shown, period=Period.QUARTER, by=BY[:2]):
        own = [
            each
            for each in buckets
            if (each.period, each.agency_id, each.kind) == (cell.period, cell.agency_id, cell.kind)
        ]
        involved = [each for each in own if each.involvement.involved]
        significant = [each for each in own if each.involvement.significant]
        assert cell.involved == sum(each.invited for each in involved)
        assert cell.attended_where_involved == sum(each.attended for each in involved)
        assert cell.significantly_involved == sum(each.invited for each in significant)
        assert cell.attended_where_significantly_involved == sum(each.attended for each in significant)


async def test_every_role_equals_a_count_straight_from_the_events(views):
    events = random_history(5, meetings=60).events
    expected = {key: dict(counts) for key, counts in tally_roles(events).items()}
    found: dict[tuple[object, str], dict[str, int]] = {}
    by = (TrendDimension.AGENCY, TrendDimension.ROLE)
    for cell in await attendance_trend(await views(events), period=Period.QUARTER, by=by):
        counts = found.setdefault((cell.agency_id, cell.role), {"invited": 0, "attended": 0})
        counts["invited"] += cell.invited
        counts["attended"] += cell.attended
    assert found == expected
