"""The lines and points of a chart, within the frame that :mod:`svg` makes."""

from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from quorate_services.charts.analysis import Analysis, Reading, Section
from quorate_services.charts.axes import AlongAxis, UpAxis
from quorate_services.charts.elements import add, number
from quorate_services.charts.marks import COLOURS, mark
from quorate_services.charts.series import stretches
from quorate_services.charts.words import counts, meaning

INK, GRID = "#0b0c0c", "#d8dde0"
LINE_HEIGHT = 15.0


@dataclass(frozen=True)
class Line:
    """A level across the chart, and how it is told from the others: by its dashes, and by its label."""

    name: str
    level: float
    dashes: str
    width: float


def levels(analysis: Analysis, section: Section) -> Iterator[Line]:
    """Yield the average and the limits of a section, bounded to what is possible."""
    limits, bounded = section.limits, analysis.series.unit.bounded
    if limits is not None:
        yield Line("Upper", bounded(limits.upper), "6 4", 1.5)
        yield Line("Average", limits.mean, "", 1.5)
        yield Line("Lower", bounded(limits.lower), "6 4", 1.5)


def target(analysis: Analysis) -> Iterator[Line]:
    """Yield the target, if there is one."""
    if analysis.options.target is not None:
        yield Line("Target", analysis.options.target, "2 4", 2.5)


def draw_levels(parent: Element, analysis: Analysis, up: UpAxis, along: AlongAxis) -> None:
    """Draw the limits of every section over its own periods, and the target over all."""
    for section in analysis.sections:
        for line in levels(analysis, section):
            _across(parent, line, up, along.at(section.start - 0.5), along.at(section.stop - 0.5))
    for line in target(analysis):
        _across(parent, line, up, along.left, along.right)


def draw_figures(parent: Element, analysis: Analysis, up: UpAxis, along: AlongAxis) -> None:
    """Draw the line through the figures, broken at every gap and every section, and a mark for each figure."""
    for section in analysis.sections:
        values = analysis.series.values[section.start : section.stop]
        for stretch in stretches(values):
            places = [
                f"{number(along.at(section.start + place))} {number(up.at(values[place] or 0.0))}"
                for place in stretch
            ]
            if len(places) > 1:
                add(
                    parent, "path", d=f"M{'L'.join(places)}", class_="quorate-chart__figures", fill="none",
                    stroke=COLOURS[None], stroke_width=1.5, stroke_linejoin="round",
                )  # fmt: skip
    for place, reading in enumerate(analysis.readings):
        value = reading.point.value
        if value is not None:
            drawn = mark(parent, reading.effect, along.at(place), up.at(value))
            add(drawn, "title", _hint(analysis, reading))


def draw_gaps(parent: Element, analysis: Analysis, along: AlongAxis, height: float) -> None:
    """Draw the mark of every gap in a strip of its own, below the axis, where no figure can be."""
    for place, reading in enumerate(analysis.readings):
        if reading.point.gap is not None:
            drawn = mark(parent, reading.point.gap, along.at(place), height)
            add(drawn, "title", _hint(analysis, reading))


def _across(parent: Element, line: Line, up: UpAxis, left: float, right: float) -> None:
    made = add(
        parent, "line", x1=left, x2=right, y1=up.at(line.level), y2=up.at(line.level),
        class_=f"quorate-chart__level quorate-chart__level--{line.name.lower()}", stroke=INK, stroke_width=line.width,
    )  # fmt: skip
    if line.dashes:
        made.set("stroke-dasharray", line.dashes)


def _hint(analysis: Analysis, reading: Reading) -> str:
    point = reading.point
    figure = "" if point.value is None else analysis.series.unit.say(point.value)
    behind = f"({counts(reading)})" if counts(reading) else ""
    said = [part for part in (" ".join(part for part in (figure, behind) if part), meaning(reading)) if part]
    return f"{point.period}: {'. '.join(said)}"
