"""The four rules on the cases of the reference's own tests.

NHSRplotthedots 0.2.2: ``tests/testthat/test-ptd_calculate_point_type.R`` and ``test-ptd_spc_standard.R``.
"""

import pytest
from tests.services.charts.drawn import series

from quorate_services.charts import Effect, analyse
from quorate_services.charts.limits import Limits
from quorate_services.charts.options import Options
from quorate_services.charts.rules import Cause, signals

FAR = Limits(mean=0, lower=-100, upper=100, near_lower=-66, near_upper=66, screened=0)
MIDDLE = Limits(mean=0, lower=-3, upper=3, near_lower=-2, near_upper=2, screened=0)


def marked(values: list[float], limits: Limits, cause: Cause, length: int = 7) -> list[int]:
    found = signals(values, limits, length)
    return [0 if each is None or each.cause is not cause else 1 if each.upwards else -1 for each in found]


@pytest.mark.parametrize(
    ("sides", "expected"),
    [
        ([1] * 6, [0] * 6),
        ([1] * 6 + [-1], [0] * 7),
        ([1] * 8 + [-1], [1] * 8 + [0]),
        ([-1] * 8 + [1], [-1] * 8 + [0]),
        ([1] * 3 + [0] + [1] * 3, [0] * 7),
    ],
    ids=["six", "six and one below", "eight above", "eight below", "one on the mean"],
)
def test_seven_on_one_side_of_the_mean(sides: list[float], expected: list[int]) -> None:
    assert marked(sides, FAR, Cause.RUN) == expected


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([1, 2, 3, 4, 5, 6], [0] * 6),
        ([1, 2, 3, 3, 4, 5, 6], [0] * 7),
        ([1, 2, 3, 4, 5, 6, 7], [1] * 7),
        ([2, 1, 2, 3, 4, 5, 6, 7, 3], [0] + [1] * 7 + [0]),
        ([7, 6, 5, 4, 3, 2, 1], [-1] * 7),
        ([2, 7, 6, 5, 4, 3, 2, 1, 3], [0] + [-1] * 7 + [0]),
    ],
    ids=["six", "level in between", "rise", "rise among others", "fall", "fall among others"],
)
def test_seven_in_a_trend(values: list[float], expected: list[int]) -> None:
    assert marked(values, FAR, Cause.TREND) == expected


def test_the_turn_of_two_trends_belongs_to_the_later_one() -> None:
    values: list[float] = [1, 2, 3, 4, 5, 6, 7, 6, 5, 4, 3, 2, 1]
    assert marked(values, FAR, Cause.TREND) == [1] * 6 + [-1] * 7


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([2.5, 1, 2.5], [1, 0, 1]),
        ([1, 2.5, 2.5], [0, 1, 1]),
        ([2.5, 2.5, 1], [1, 1, 0]),
        ([1, 1, 2.5, 1, 2.5, 1], [0, 0, 1, 0, 1, 0]),
        ([2.5, 1, 1, 2.5], [0] * 4),
        ([2.5, 1, 1, 2.5, 2.5], [0, 0, 0, 1, 1]),
        ([2.5, -1, 2.5], [0] * 3),
        ([-1, 2.5, 2.5, -1], [0] * 4),
        ([-2.5, -1, -2.5], [-1, 0, -1]),
        ([2.5, 4, 1], [0] * 3),
    ],
)
def test_two_of_three_near_a_limit_on_one_side(values: list[float], expected: list[int]) -> None:
    assert marked(values, MIDDLE, Cause.NEAR) == expected


def test_two_near_opposite_limits_are_no_signal() -> None:
    found = analyse(series([1, -1] * 7 + [5.5, -5.5]), Options())
    assert [each.effect for each in found.readings[-2:]] == [Effect.USUAL, Effect.USUAL]


def test_the_first_rule_that_holds_names_a_point() -> None:
    rising: list[float] = [0.2, 0.5, 1, 1.5, 2.1, 2.5, 3.5]
    found = [each.cause for each in signals(rising, MIDDLE, 7) if each]
    assert found == [Cause.TREND] * 6 + [Cause.OUTSIDE]


@pytest.mark.parametrize("length", [6, 7, 8])
def test_run_and_trend_are_as_long_as_the_option_says(length: int) -> None:
    assert sum(marked([1.0] * (length - 1), FAR, Cause.RUN, length)) == 0
    assert sum(marked([1.0] * length, FAR, Cause.RUN, length)) == length
    rising = [float(each) for each in range(length)]
    assert sum(marked(rising[:-1], FAR, Cause.TREND, length)) == 0
    assert sum(marked(rising, FAR, Cause.TREND, length)) == length
