"""What is hidden enters nothing: neither limits, nor drawing, nor words, nor table, nor file."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from tests.services.charts.drawn import UNTIMED, month, rate

from quorate_services.charts import Gap, Options, chart, csv_of, measure, series_of
from quorate_services.charts.limits import limits_of

ATTENDANCE, ALONE = measure("attendance"), measure("report-without-presence")
SHOWN = st.tuples(st.integers(6, 60), st.integers(6, 60)).map(lambda pair: rate(pair[0], sum(pair)))
SMALL = st.integers(1, 5)
# What an API that hides badly might leave in a hidden rate. One of its counts is always null.
LEAKS = st.fixed_dictionaries({"percentage": st.floats(0, 100) | st.none()}).flatmap(
    lambda left: st.sampled_from(
        [
            {"numerator": None, "denominator": None, **left},
            {"numerator": None, "denominator": 9, **left},
            {"numerator": 4, "denominator": None, **left},
        ]
    )
)


def cells(rates: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{"period": month(place).code, "attendance": each} for place, each in enumerate(rates)]


def everything(rates: list[dict[str, Any]]) -> tuple[object, ...]:
    (series,) = series_of(ATTENDANCE, cells(rates))
    made = chart(series, Options(target=80), "c")
    return made.wide, made.narrow, made.sentence, made.notes, made.table, csv_of([made.analysis])


@UNTIMED
@given(st.lists(st.tuples(SHOWN, st.booleans()), min_size=1, max_size=24), LEAKS)
def test_whatever_a_hidden_rate_holds_nothing_of_it_is_seen(
    rates: list[tuple[dict[str, Any], bool]], leak: dict[str, Any]
) -> None:
    nothing = rate(None, None)
    assert everything([leak if hidden else each for each, hidden in rates]) == everything(
        [nothing if hidden else each for each, hidden in rates]
    )


@UNTIMED
@given(st.lists(SHOWN | st.just(rate(None, None)), min_size=1, max_size=40))
def test_limits_rest_on_what_is_shown_and_on_nothing_else(rates: list[dict[str, Any]]) -> None:
    (series,) = series_of(ATTENDANCE, cells(rates))
    percentages = [each["percentage"] for each in rates]
    assert list(series.values) == percentages
    made = chart(series, Options(screen=False), "c").analysis
    assert made.limits == limits_of(percentages, False)


@UNTIMED
@given(st.lists(SMALL, min_size=1, max_size=20))
def test_counts_with_one_of_them_hidden_are_hidden(numbers: list[int]) -> None:
    without = [
        {"period": month(place).code, "reportWithoutPresence": None, "invited": 10 + number}
        for place, number in enumerate(numbers)
    ]
    (series,) = series_of(ALONE, without)
    assert {point.gap for point in series.points} == {Gap.HIDDEN}


def test_a_hidden_month_is_said_in_picture_table_and_file() -> None:
    (series,) = series_of(ATTENDANCE, cells([rate(40, 50), rate(None, None), rate(0, 0), rate(41, 50)]))
    made = chart(series, Options(), "c")
    assert [row[1:] for row in made.table.rows] == [
        ("80.0%", "40 of 50", ""),
        ("–", "", "Hidden, small numbers"),
        ("–", "", "Nothing to count"),
        ("82.0%", "41 of 50", ""),
    ]
    assert "quorate-chart__mark--hidden" in made.wide
    assert "quorate-chart__figures" not in made.wide
    assert made.notes == (
        "Gaps: 1 month hidden, because a small number could point to a family; 1 month with nothing to count. "
        "A gap is not a zero, and nothing is worked out from it.",
    )
    hidden = csv_of([made.analysis]).decode("utf-8-sig").splitlines()[2]
    assert hidden == 'Attendance where invited,,2024-02,Percent,,,,,,,,"Hidden, small numbers"'
