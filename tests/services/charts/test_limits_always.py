"""What holds for the limits of any figures."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.services.charts.drawn import UNTIMED, month, percentages

from quorate_services.charts import Direction, Effect, Options, analyse
from quorate_services.charts.limits import limits_of
from quorate_services.charts.options import FEWEST

PERCENTAGES = st.integers(0, 1000).map(lambda tenths: tenths / 10)
FIGURES = st.lists(PERCENTAGES | st.none(), max_size=40)
MIRROR = {Effect.BETTER: Effect.WORSE, Effect.WORSE: Effect.BETTER}
OPTIONS = st.builds(
    Options,
    direction=st.sampled_from(Direction),
    target=PERCENTAGES | st.none(),
    screen=st.booleans(),
    run_length=st.sampled_from([6, 7, 8]),
    baseline=st.integers(FEWEST, 30) | st.none(),
    recalculate_from=st.lists(st.integers(0, 40).map(month), max_size=3).map(tuple),
)


@UNTIMED
@given(FIGURES, st.booleans())
def test_limits_stand_in_order_around_the_mean(values: list[float | None], screen: bool) -> None:
    found = limits_of(values, screen)
    if found is not None:
        known = [value for value in values if value is not None]
        assert found.lower <= found.near_lower <= found.mean <= found.near_upper <= found.upper
        assert min(known) - 1e-9 <= found.mean <= max(known) + 1e-9
        assert found.upper - found.mean == pytest.approx(found.mean - found.lower, abs=1e-9)


@UNTIMED
@given(FIGURES)
def test_screening_never_widens_the_limits(values: list[float | None]) -> None:
    screened, whole = limits_of(values, True), limits_of(values, False)
    assert (screened is None) == (whole is None)
    if screened is not None and whole is not None:
        assert screened.upper <= whole.upper + 1e-9
        assert screened.mean == whole.mean
        assert whole.screened == 0


@UNTIMED
@given(FIGURES)
def test_with_figures_turned_upside_down_limits_and_signals_are_too(values: list[float | None]) -> None:
    mirrored = [None if value is None else round(100 - value, 1) for value in values]
    up = analyse(percentages(values), Options(direction=Direction.UP))
    down = analyse(percentages(mirrored), Options(direction=Direction.DOWN))
    if up.limits is not None and down.limits is not None:
        assert down.limits.upper == pytest.approx(100 - up.limits.lower, abs=1e-6)
    assert [each.effect for each in up.readings] == [each.effect for each in down.readings]


@UNTIMED
@given(FIGURES, OPTIONS)
def test_every_point_is_read_once_and_only_figures_with_limits_are_judged(
    values: list[float | None], options: Options
) -> None:
    found = analyse(percentages(values), options)
    assert [each.point for each in found.readings] == list(found.series.points)
    for each in found.readings:
        judged = each.point.value is not None and each.section.limits is not None
        assert (each.effect is not None) == judged
        assert each.signal is None or judged
        assert (each.effect is Effect.USUAL) == (judged and each.signal is None)


@UNTIMED
@given(FIGURES, OPTIONS)
def test_with_the_other_direction_better_is_worse(values: list[float | None], options: Options) -> None:
    opposite: dict[str, Any] = {"screen": options.screen, "run_length": options.run_length}
    up = analyse(percentages(values), Options(direction=Direction.UP, **opposite))
    down = analyse(percentages(values), Options(direction=Direction.DOWN, **opposite))
    turned = [each.effect and MIRROR.get(each.effect, each.effect) for each in up.readings]
    assert [each.effect for each in down.readings] == turned


@UNTIMED
@given(FIGURES, FIGURES)
def test_what_comes_after_the_baseline_does_not_move_it(
    values: list[float | None], later: list[float | None]
) -> None:
    options = Options(baseline=FEWEST)
    if sum(value is not None for value in values) >= FEWEST:
        before, after = (
            analyse(percentages(values), options),
            analyse(percentages([*values, *later]), options),
        )
        assert before.limits == after.limits
