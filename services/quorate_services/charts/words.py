"""What a chart says, in sentences: the same that somebody sees who looks at it."""

from collections.abc import Iterator

from quorate_services.charts.analysis import Analysis, Assurance, Effect, Reading
from quorate_services.charts.limits import Limits
from quorate_services.charts.options import FEWEST, Direction
from quorate_services.charts.rules import Cause
from quorate_services.charts.series import Gap
from quorate_services.charts.text import capital

_MEANS = {
    Effect.BETTER: "a sign of improvement",
    Effect.WORSE: "a sign that it is getting worse",
    Effect.DIFFERENT: "a sign that something has changed",
}

_GAPS = {
    Gap.HIDDEN: "hidden, because a small number could point to a family",
    Gap.NOTHING: "with nothing to count",
    Gap.MISSING: "without a figure",
}


def sentence(analysis: Analysis) -> str:
    """Return what the chart says: the latest figure, whether it is a signal, the target, what went before."""
    latest = analysis.latest
    if latest is None:
        return "There is no figure to show."
    parts = [_latest(analysis, latest)]
    if latest.section.limits is None:
        parts.append(_too_few(analysis, latest))
    else:
        parts.append(_variation(analysis, latest, latest.section.limits))
    return " ".join([*parts, *_assurance(analysis), *_earlier(analysis)])


def meaning(reading: Reading) -> str:
    """Return what stands out about one point, in a few words; why there is none, for a gap; else nothing."""
    if reading.point.gap is not None:
        return capital(reading.point.gap.value)
    if reading.signal is None or reading.effect is None:
        return ""
    return f"{capital(reading.effect.value)}: {_rule(reading)}"


def counts(reading: Reading) -> str:
    """Return ``42 of 51``, or nothing where a figure has no such counts."""
    point = reading.point
    return "" if point.denominator is None else f"{point.numerator} of {point.denominator}"


def usual_range(analysis: Analysis, limits: Limits) -> str:
    """Return ``71.2% to 93.1%``, bounded to what is possible."""
    unit = analysis.series.unit
    low, high = (unit.say(unit.bounded(limit)) for limit in (limits.lower, limits.upper))
    return f"{low if unit.short else low.removesuffix(unit.suffix)} to {high}"


def times(number: int, noun: str) -> str:
    """Return ``1 month`` or ``3 months``."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _latest(analysis: Analysis, latest: Reading) -> str:
    point, unit = latest.point, analysis.series.unit
    assert point.value is not None
    behind = f" ({counts(latest)})" if counts(latest) else ""
    until = "" if point is analysis.series.points[-1] else ", the latest with a figure"
    return f"{point.period}{until}: {unit.say(point.value)}{behind}."


def _too_few(analysis: Analysis, latest: Reading) -> str:
    section, first = latest.section, analysis.series.points[latest.section.start].period
    since = f" since {first}" if section.start else ""
    found = times(section.figures, first.noun)
    if section.figures < FEWEST:
        return (
            f"Too few figures{since} to tell a change from chance: {found}, and at least {FEWEST} are needed."
        )
    return (
        f"Too many gaps{since} to tell a change from chance: of {found} with a figure, {section.ranges} directly "
        f"follow another, and at least {FEWEST - 1} are needed."
    )


def _variation(analysis: Analysis, latest: Reading, limits: Limits) -> str:
    usual, noun = usual_range(analysis, limits), latest.point.period.noun
    if latest.signal is None or latest.effect is None or latest.effect is Effect.USUAL:
        return f"That is within the usual range, {usual}: no sign of a change."
    upwards, length = latest.signal.upwards, analysis.options.run_length
    means = _MEANS[latest.effect]
    match latest.signal.cause:
        case Cause.OUTSIDE:
            return f"That is {'above' if upwards else 'below'} the usual range, {usual}: {means}."
        case Cause.TREND:
            return f"It has gone {'up' if upwards else 'down'} {noun} by {noun} for {length} {noun}s or more: {means}."
        case Cause.NEAR:
            limit = f"the {'upper' if upwards else 'lower'} end of the usual range, {usual}"
            return f"Two of three {noun}s were close to {limit}: {means}."
        case Cause.RUN:
            mean = analysis.series.unit.say(limits.mean)
            place = "above" if upwards else "below"
            return f"The last {length} {noun}s or more were all {place} the average of {mean}: {means}."


def _assurance(analysis: Analysis) -> Iterator[str]:
    target, unit = analysis.options.target, analysis.series.unit
    if target is None:
        return
    aim = f"The target of {unit.say(target)}"
    match analysis.assurance:
        case None if analysis.options.direction is Direction.NEITHER:
            yield f"{aim} is drawn; whether it is met is not said, since neither direction is better."
        case None:
            yield f"Whether {aim[:1].lower()}{aim[1:]} will be met cannot be said yet."
        case Assurance.MET:
            yield f"{aim} will be met as things are: the whole usual range is on its better side."
        case Assurance.MISSED:
            yield f"{aim} will be missed unless something changes: the whole usual range falls short of it."
        case Assurance.BY_CHANCE:
            yield f"{aim} is inside the usual range: it will be met at some times and missed at others by chance."


def _earlier(analysis: Analysis) -> Iterator[str]:
    before = [each for each in analysis.readings if each is not analysis.latest]
    said = []
    for effect in (Effect.BETTER, Effect.WORSE, Effect.DIFFERENT):
        number = sum(each.effect is effect for each in before)
        if number:
            said.append(f"{times(number, before[0].point.period.noun)} {effect.value}")
    if said:
        yield f"Earlier: {', '.join(said)}."


def _rule(reading: Reading) -> str:
    assert reading.signal is not None
    upwards = reading.signal.upwards
    match reading.signal.cause:
        case Cause.OUTSIDE:
            return f"{'above' if upwards else 'below'} the limits"
        case Cause.TREND:
            return "part of a rise" if upwards else "part of a fall"
        case Cause.NEAR:
            return f"two of three near the {'upper' if upwards else 'lower'} limit"
        case Cause.RUN:
            return f"part of a run {'above' if upwards else 'below'} the average"


def gaps(analysis: Analysis) -> Iterator[str]:
    """Yield a sentence about the gaps, if there are any."""
    said = []
    for kind, text in _GAPS.items():
        number = analysis.series.gaps(kind)
        if number:
            said.append(f"{times(number, analysis.series.points[0].period.noun)} {text}")
    if said:
        yield f"Gaps: {'; '.join(said)}. A gap is not a zero, and nothing is worked out from it."
