"""What a series says: its sections with their limits, each figure's signal, variation and assurance."""

from dataclasses import dataclass
from enum import Enum

from quorate_services.charts.errors import ChartOptionInvalid
from quorate_services.charts.limits import Limits, limits_of, moving_ranges, side
from quorate_services.charts.options import SETTLED, Direction, Options
from quorate_services.charts.periods import of_one_length
from quorate_services.charts.rules import Signal, signals
from quorate_services.charts.series import Point, Series


class Effect(Enum):
    """What a figure means for those who want to do better."""

    USUAL = "usual"
    BETTER = "better than usual"
    WORSE = "worse than usual"
    DIFFERENT = "different from usual"


class Assurance(Enum):
    """Whether the target will be met if nothing changes."""

    MET = "consistently met"
    MISSED = "consistently missed"
    BY_CHANCE = "met or missed by chance"


@dataclass(frozen=True)
class Section:
    """Points from ``start`` to before ``stop`` that share limits; None where the figures are too few.

    ``figures`` and ``ranges`` are what there is to work limits out from: figures, and moving ranges between them.
    """

    start: int
    stop: int
    limits: Limits | None
    figures: int
    ranges: int

    @property
    def trial(self) -> bool:
        """Whether the limits rest on so few figures that each further one will move them."""
        return self.limits is not None and self.figures < SETTLED


@dataclass(frozen=True)
class Reading:
    """One point, what stands out about it, and what that means. ``effect`` is None without limits or figure."""

    point: Point
    section: Section
    signal: Signal | None
    effect: Effect | None


@dataclass(frozen=True)
class Analysis:
    """A series with everything that the chart, its sentence and its table say."""

    series: Series
    options: Options
    sections: tuple[Section, ...]
    readings: tuple[Reading, ...]

    @property
    def latest(self) -> Reading | None:
        """The last point that has a figure."""
        return next((each for each in reversed(self.readings) if each.point.value is not None), None)

    @property
    def limits(self) -> Limits | None:
        """The limits that hold now: those of the last section."""
        return self.sections[-1].limits if self.sections else None

    @property
    def variation(self) -> Effect | None:
        """What the latest figure means; None where the figures of its section are too few."""
        return self.latest.effect if self.latest else None

    @property
    def assurance(self) -> Assurance | None:
        """Whether the target will be met; None without a target, a direction or limits."""
        target, limits = self.options.target, self.limits
        if target is None or limits is None or self.options.direction is Direction.NEITHER:
            return None
        above, below = side(target, limits.upper) > 0, side(target, limits.lower) < 0
        if not above and not below:
            return Assurance.BY_CHANCE
        return Assurance.MISSED if above is (self.options.direction is Direction.UP) else Assurance.MET


def analyse(series: Series, options: Options) -> Analysis:
    """Work out what a series says. Raises :class:`ChartOptionInvalid` for a target that no figure can reach.

    Raises :class:`PeriodInvalid` where limits are to be worked out anew from a quarter among months, or the reverse.
    """
    of_one_length([*options.recalculate_from, *(point.period for point in series.points)])
    if options.target is not None and not series.unit.allows(options.target):
        raise ChartOptionInvalid(
            "The target is outside what the figures can be.", "The target of a percentage is 0 to 100."
        )
    sections, readings = [], []
    for start, stop in _bounds(series, options):
        values = series.values[start:stop]
        section = _section(start, stop, _baseline(values, options.baseline), options.screen)
        sections.append(section)
        found = _signals(values, section.limits, options.run_length)
        readings += [
            Reading(point, section, signal, _effect(point, section, signal, options.direction))
            for point, signal in zip(series.points[start:stop], found, strict=True)
        ]
    return Analysis(series, options, tuple(sections), tuple(readings))


def _section(start: int, stop: int, values: tuple[float | None, ...], screen: bool) -> Section:
    figures = sum(value is not None for value in values)
    return Section(start, stop, limits_of(values, screen), figures, len(moving_ranges(values)))


def _bounds(series: Series, options: Options) -> list[tuple[int, int]]:
    anew = set(options.recalculate_from)
    starts = [place for place, point in enumerate(series.points) if place == 0 or point.period in anew]
    return list(zip(starts, [*starts[1:], len(series.points)], strict=True)) if starts else []


def _baseline(values: tuple[float | None, ...], figures: int | None) -> tuple[float | None, ...]:
    """Return the values up to and with the last figure of the baseline. Gaps count as none."""
    if figures is None:
        return values
    places = [place for place, value in enumerate(values) if value is not None][:figures]
    return values[: places[-1] + 1] if places else ()


def _signals(values: tuple[float | None, ...], limits: Limits | None, length: int) -> list[Signal | None]:
    return [None] * len(values) if limits is None else signals(values, limits, length)


def _effect(point: Point, section: Section, signal: Signal | None, direction: Direction) -> Effect | None:
    if point.value is None or section.limits is None:
        return None
    if signal is None:
        return Effect.USUAL
    if direction is Direction.NEITHER:
        return Effect.DIFFERENT
    return Effect.BETTER if signal.upwards is (direction is Direction.UP) else Effect.WORSE
