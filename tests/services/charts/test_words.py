"""What a chart says in words."""

import pytest
from tests.services.charts.drawn import month, percentages, series

from quorate_services.charts import Direction, Options, Series, analyse, chart, csv_of
from quorate_services.charts.errors import ChartOptionInvalid, PeriodInvalid
from quorate_services.charts.options import RUN_LENGTHS
from quorate_services.charts.periods import Period
from quorate_services.charts.series import WORKING_DAYS
from quorate_services.charts.words import sentence

QUIET = [50.0, 60.0] * 6


def said(values: list[float], **options: object) -> str:
    return sentence(analyse(percentages(values), Options(baseline=12, **options)))  # type: ignore[arg-type]


def test_within_the_usual_range() -> None:
    assert said(QUIET) == (
        "December 2024: 60%. That is within the usual range, 28.4% to 81.6%: no sign of a change."
    )


@pytest.mark.parametrize(
    ("direction", "meaning"),
    [
        (Direction.UP, "a sign of improvement"),
        (Direction.DOWN, "a sign that it is getting worse"),
        (Direction.NEITHER, "a sign that something has changed"),
    ],
)
def test_above_the_usual_range(direction: Direction, meaning: str) -> None:
    assert said([*QUIET, 90.0], direction=direction) == (
        f"January 2025: 90%. That is above the usual range, 28.4% to 81.6%: {meaning}."
    )


def test_below_the_usual_range() -> None:
    assert "That is below the usual range, 28.4% to 81.6%: a sign that it is getting worse." in said(
        [*QUIET, 20.0]
    )


def test_a_run_of_the_length_of_the_option() -> None:
    assert said([*QUIET, *[56.0] * 6], run_length=6) == (
        "June 2025: 56%. The last 6 months or more were all above the average of 55%: a sign of improvement. "
        "Earlier: 6 months better than usual."
    )
    assert "no sign of a change" in said([*QUIET[:-1], 54.0, *[56.0] * 6])


def test_a_trend() -> None:
    rising = [52.0, 53.0, 54.0, 55.5, 56.0, 57.0, 58.0]
    assert "It has gone up month by month for 7 months or more: a sign of improvement." in said(
        [*QUIET, *rising]
    )
    assert "It has gone down month by month" in said([*QUIET, *rising[::-1]])


def test_two_of_three_near_a_limit() -> None:
    assert (
        "Two of three months were close to the upper end of the usual range, 28.4% to 81.6%: a sign of improvement."
        in said([*QUIET, 75.0, 58.0, 76.0])
    )


@pytest.mark.parametrize(
    ("target", "direction", "expected"),
    [
        (90, Direction.UP, "The target of 90% will be missed unless something changes"),
        (90, Direction.DOWN, "The target of 90% will be met as things are"),
        (20, Direction.UP, "The target of 20% will be met as things are"),
        (20, Direction.DOWN, "The target of 20% will be missed unless something changes"),
        (70, Direction.UP, "The target of 70% is inside the usual range: it will be met at some times"),
        (70, Direction.NEITHER, "The target of 70% is drawn; whether it is met is not said"),
    ],
)
def test_the_target_in_words(target: float, direction: Direction, expected: str) -> None:
    assert expected in said(QUIET, target=target, direction=direction)


def test_a_unit_is_said_once() -> None:
    drawn = series([14.0, 12.0] * 7, WORKING_DAYS)
    assert sentence(analyse(drawn, Options(direction=Direction.DOWN, target=15))) == (
        "February 2025: 12 working days. That is within the usual range, 7.7 to 18.3 working days: no sign of a "
        "change. The target of 15 working days is inside the usual range: it will be met at some times and missed "
        "at others by chance."
    )


def test_the_notes_say_how_it_was_worked_out() -> None:
    values = [50.0, 52.0] * 6 + [99.0] + [50.0, 52.0] * 3
    screened = chart(percentages(values), Options(), "c").notes
    assert screened[0].startswith("An XmR control chart by the NHS “Making Data Count” rules.")
    assert screened[1] == "2 unusual jumps left out of the limits (screened), unlike in the NHS Excel tool."
    whole = chart(percentages(values), Options(screen=False), "c").notes
    assert whole[1] == "No jump was left out of the limits, as in the NHS Excel tool."


def test_the_notes_say_trial_limits_and_new_limits() -> None:
    notes = chart(percentages([*QUIET, *QUIET[:8]]), Options(recalculate_from=(month(12),)), "c").notes
    assert "The limits are worked out anew from January 2025." in notes
    assert any(note.startswith("Trial limits: they rest on fewer than 12 figures") for note in notes)
    assert not any(note.startswith("Trial") for note in chart(percentages(QUIET), Options(), "c").notes)


@pytest.mark.parametrize(
    "wrong",
    [
        {"run_length": 5},
        {"run_length": 9},
        {"baseline": 5},
        {"target": float("nan")},
        {"target": float("inf")},
    ],
    ids=["run of 5", "run of 9", "baseline of 5", "no number", "endless"],
)
def test_options_outside_the_rules_are_refused(wrong: dict[str, object]) -> None:
    assert RUN_LENGTHS == (6, 7, 8)
    with pytest.raises(ChartOptionInvalid) as refused:
        Options(**wrong)  # type: ignore[arg-type]
    assert refused.value.suggestion


def test_a_target_that_no_percentage_reaches_is_refused() -> None:
    with pytest.raises(ChartOptionInvalid):
        analyse(percentages(QUIET), Options(target=101))


def test_limits_of_months_are_not_worked_out_anew_from_a_quarter() -> None:
    with pytest.raises(PeriodInvalid):
        analyse(percentages(QUIET), Options(recalculate_from=(Period.read("2024-Q3"),)))


def test_the_file_holds_what_is_shown() -> None:
    made = [chart(percentages(QUIET, title=title), Options(target=70), "c").analysis for title in ("A", "B")]
    content = csv_of(made)
    assert content.startswith(b"\xef\xbb\xbfMeasure,For,Period,Unit,Figure,")
    rows = content.decode("utf-8-sig").split("\r\n")
    assert rows[1] == "A,,2024-01,Percent,50.0,,,28.4,55.0,81.6,70.0,"
    assert len(rows) == 1 + 2 * len(QUIET) + 1
    assert csv_of([analyse(Series("A", ()), Options())]).count(b"\r\n") == 1
