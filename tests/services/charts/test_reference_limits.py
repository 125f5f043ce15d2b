"""The figures that the reference implementation publishes come out here.

NHSRplotthedots 0.2.2, commit 050b07d7eacc (github.com/nhs-r-community/NHSRplotthedots): ``vignettes/deviations.Rmd``,
``README.md`` with ``man/figures/README-limits-example-1.png``, and the snapshots of its tests in
``tests/testthat/_snaps``. Its data of accident and emergency departments are those of NHSRdatasets (CC0), type 1.
"""

from dataclasses import replace

import pytest
from tests.services.charts.drawn import series

from quorate_services.charts import Assurance, Direction, Effect, Options, analyse
from quorate_services.charts.limits import limits_of

VIGNETTE = (1, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1)
# R: set.seed(123); rnorm(20)
NORMAL = (
    -0.56047565, -0.23017749, 1.55870831, 0.07050839, 0.12928774, 1.71506499, 0.46091621, -1.26506123, -0.68685285,
    -0.44566197, 1.22408180, 0.35981383, 0.40077145, 0.11068272, -0.55584113, 1.78691314, 0.49785048, -1.96661716,
    0.70135590, -0.47279141,
)  # fmt: skip
WITH_OUTLIER = (*NORMAL[:14], 10.0, *NORMAL[15:])
# Breaches of the four-hour target, April 2016 to March 2018.
RQM = (
    1199, 929, 970, 1178, 1110, 1388, 2061, 1985, 2675, 3141, 1942, 2030, 1309, 1960, 1169, 1117, 1085, 1492, 1280,
    1197, 1569, 1406, 1328, 1564,
)  # fmt: skip
RRK = (
    1195, 1843, 1397, 1333, 1771, 1751, 2013, 1759, 2179, 2585, 1654, 1543, 1632, 1558, 1190, 1357, 1279, 1683, 2190,
    1804, 986, 2181, 2048, 2154,
)  # fmt: skip


@pytest.mark.parametrize(
    ("values", "screen", "lower", "mean", "upper"),
    [
        (VIGNETTE, True, "-0.72", "1.94", "4.60"),
        (VIGNETTE, False, "-3.06", "1.94", "6.95"),
        (NORMAL, True, "-3.01138", "0.1416238", "3.294627"),
        (WITH_OUTLIER, True, "-2.383666", "0.6694159", "3.722497"),
        (WITH_OUTLIER, False, "-4.596625", "0.6694159", "5.935457"),
        (NORMAL[:10], True, "-2.60", "0.0746", "2.75"),
        (NORMAL[10:], True, "-3.28", "0.209", "3.70"),
        (RQM, True, "740", "1545", "2350"),
    ],
    ids=[
        "vignette screened", "vignette as in Excel", "normal", "outlier screened", "outlier as in Excel",
        "first facet", "second facet", "RQM",
    ],
)  # fmt: skip
def test_limits_are_those_of_the_reference(
    values: tuple[float, ...], screen: bool, lower: str, mean: str, upper: str
) -> None:
    found = limits_of(values, screen)
    assert found is not None
    for value, published in ((found.lower, lower), (found.mean, mean), (found.upper, upper)):
        decimals = len(published.partition(".")[2])
        assert f"{value:.{decimals}f}" == published


def test_the_screened_vignette_leaves_out_both_jumps_at_the_outlier() -> None:
    found = limits_of(VIGNETTE)
    assert found is not None
    assert found.screened == 2


def test_the_chart_of_the_readme_marks_the_same_points() -> None:
    found = analyse(series(RQM), Options(direction=Direction.DOWN, target=1200))
    marked = {
        place: each.effect for place, each in enumerate(found.readings) if each.effect is not Effect.USUAL
    }
    assert marked == {1: Effect.BETTER, 2: Effect.BETTER, 8: Effect.WORSE, 9: Effect.WORSE}
    assert found.variation is Effect.USUAL
    assert found.assurance is Assurance.BY_CHANCE


def test_the_stable_period_of_the_introduction_has_eight_better_points_in_a_row() -> None:
    found = analyse(series(RRK), Options(direction=Direction.DOWN))
    better = [place for place, each in enumerate(found.readings) if each.effect is Effect.BETTER]
    assert better == list(range(10, 18))
    assert all(each.effect is not Effect.WORSE for each in found.readings[10:18])


def test_the_summary_with_a_target_of_the_reference() -> None:
    found = analyse(series(NORMAL), Options(target=0.5))
    assert {each.effect for each in found.readings} == {Effect.USUAL}
    assert found.assurance is Assurance.BY_CHANCE


def test_a_recalculation_at_the_first_period_changes_nothing() -> None:
    drawn = series(NORMAL)
    anew = replace(Options(), recalculate_from=(drawn.points[0].period,))
    assert analyse(drawn, anew).limits == analyse(drawn, Options()).limits


@pytest.mark.parametrize(
    ("lower", "upper", "up", "down"),
    [
        (1, 3, Assurance.MISSED, Assurance.MET),
        (5, 7, Assurance.MET, Assurance.MISSED),
        (1, 5, Assurance.BY_CHANCE, Assurance.BY_CHANCE),
    ],
)
def test_assurance_is_that_of_the_reference(
    lower: float, upper: float, up: Assurance, down: Assurance
) -> None:
    # Twelve figures that swing by as much as gives just these limits: width 2.66 swings on either side of the mean.
    mean, swing = (lower + upper) / 2, (upper - lower) / 2 / 2.66
    values = [mean + swing / 2 * (-1) ** place for place in range(12)]
    for direction, expected in ((Direction.UP, up), (Direction.DOWN, down), (Direction.NEITHER, None)):
        found = analyse(series(values), Options(direction=direction, target=4))
        assert found.limits is not None
        assert (found.limits.lower, found.limits.upper) == pytest.approx((lower, upper))
        assert found.assurance is expected
