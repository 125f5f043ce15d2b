"""Gaps are no zeros, nothing is joined across them, and too few figures say so."""

import pytest
from tests.services.charts.drawn import month, percentages, series

from quorate_services.charts import Effect, Gap, Options, Point, Series, analyse
from quorate_services.charts.errors import FigureInvalid, PeriodInvalid
from quorate_services.charts.limits import Limits, limits_of, moving_ranges
from quorate_services.charts.rules import signals
from quorate_services.charts.words import sentence

FAR = Limits(mean=0, lower=-100, upper=100, near_lower=-66, near_upper=66, screened=0)


def test_no_moving_range_reaches_across_a_gap() -> None:
    assert moving_ranges([1, 2, None, 50, 52, None, None, 9]) == [1, 2]


def test_a_gap_moves_neither_mean_nor_limits() -> None:
    values = [4.0, 6.0, 4.0, 6.0, 4.0, 6.0, 4.0, 6.0]
    whole = limits_of([*values, *values])
    assert whole is not None
    with_gap = limits_of([*values, None, *values])
    assert with_gap is not None
    assert (with_gap.mean, with_gap.lower, with_gap.upper) == pytest.approx(
        (whole.mean, whole.lower, whole.upper)
    )


def test_a_gap_ends_a_run_and_a_trend() -> None:
    assert signals([1.0] * 6 + [None, 1.0], FAR, 7) == [None] * 8
    assert signals([1.0, 2, 3, 4, None, 5, 6, 7], FAR, 7) == [None] * 8
    near = Limits(mean=0, lower=-3, upper=3, near_lower=-2, near_upper=2, screened=0)
    assert signals([2.5, None, 2.5, 1], near, 7) == [None] * 4


def test_a_point_with_a_gap_can_have_no_figure_and_no_counts() -> None:
    with pytest.raises(FigureInvalid):
        Point(month(0), 3.0, gap=Gap.HIDDEN)
    with pytest.raises(FigureInvalid):
        Point(month(0), numerator=3, denominator=5, gap=Gap.HIDDEN)
    with pytest.raises(FigureInvalid):
        Point(month(0))


def test_a_missing_period_cannot_be_passed_over_in_silence() -> None:
    with pytest.raises(PeriodInvalid):
        Series("Attendance", (Point(month(0), 50.0), Point(month(2), 50.0)))


@pytest.mark.parametrize("value", [-0.1, 100.1, float("nan"), float("inf")])
def test_a_percentage_is_from_0_to_100(value: float) -> None:
    with pytest.raises(FigureInvalid):
        percentages([value])


def test_too_few_figures_say_so_and_mark_nothing() -> None:
    found = analyse(percentages([50, 60, 55, 0, 100]), Options(target=70))
    assert found.limits is None
    assert {each.effect for each in found.readings} == {None}
    assert sentence(found) == (
        "May 2024: 100%. Too few figures to tell a change from chance: 5 months, and at least 6 are needed. "
        "Whether the target of 70% will be met cannot be said yet."
    )


def test_too_many_gaps_say_so() -> None:
    found = analyse(percentages([50, None] * 8), Options())
    assert found.limits is None
    assert (
        "Too many gaps to tell a change from chance: of 8 months with a figure, 0 directly follow"
        in sentence(found)
    )


def test_a_series_of_gaps_says_that_there_is_no_figure() -> None:
    found = analyse(percentages([None] * 12), Options(target=80))
    assert sentence(found) == "There is no figure to show."
    assert sentence(analyse(Series("Attendance", ()), Options())) == "There is no figure to show."


def test_the_sentence_names_the_latest_month_that_has_a_figure() -> None:
    found = analyse(percentages([50, 60] * 6 + [None, None]), Options())
    assert sentence(found).startswith("December 2024, the latest with a figure: 60%.")


def test_a_baseline_counts_figures_and_not_gaps() -> None:
    values = [50.0, None, 60.0, 50.0, 60.0, 50.0, 60.0, 50.0, *[90.0] * 8]
    found = analyse(percentages(values), Options(baseline=7))
    assert found.limits is not None
    assert found.sections[0].figures == 7
    assert found.limits.mean == pytest.approx(380 / 7)
    assert found.sections[0].trial
    assert found.variation is Effect.BETTER


def test_each_section_stands_for_itself() -> None:
    values = [50.0, 60.0] * 6 + [80.0, 90.0] * 6
    found = analyse(percentages(values), Options(recalculate_from=(month(12),)))
    first, second = found.sections
    assert first.limits is not None
    assert second.limits is not None
    assert (first.limits.mean, second.limits.mean) == (55, 85)
    assert first.limits.upper - first.limits.mean == pytest.approx(26.6)
    assert second.limits.upper - second.limits.mean == pytest.approx(26.6)
    assert {each.effect for each in found.readings} == {Effect.USUAL}


def test_a_short_new_section_takes_no_limits_from_the_old_one() -> None:
    found = analyse(percentages([50, 60] * 6 + [80, 90, 80]), Options(recalculate_from=(month(12),)))
    assert found.limits is None
    assert "Too few figures since January 2025" in sentence(found)


def test_figures_that_are_all_the_same_are_on_their_limits_and_not_outside() -> None:
    found = analyse(percentages([33.3] * 13), Options())
    assert found.limits is not None
    assert {each.effect for each in found.readings} == {Effect.USUAL}


def test_limits_of_figures_of_any_size_are_found() -> None:
    assert analyse(series([1e9, 1e9 + 1] * 8), Options()).limits is not None
