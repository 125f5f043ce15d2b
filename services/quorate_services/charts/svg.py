"""A chart as SVG that needs no script and no stylesheet, and that a strict content security policy lets pass.

Colours and sizes are presentation attributes; ``charts.css`` changes them for forced colours. One image to those who
listen: its name is the heading, its description the sentence; the table beneath has the figures.
"""

import re
from dataclasses import dataclass
from enum import Enum
from xml.etree.ElementTree import Element

from quorate_services.charts.analysis import Analysis, Effect
from quorate_services.charts.axes import AlongAxis, UpAxis, labelled, spread, up_axis
from quorate_services.charts.drawing import (
    GRID,
    INK,
    LINE_HEIGHT,
    draw_figures,
    draw_gaps,
    draw_levels,
    levels,
    target,
)
from quorate_services.charts.elements import Markup, add, element, markup
from quorate_services.charts.errors import ChartOptionInvalid
from quorate_services.charts.marks import mark, name_of
from quorate_services.charts.series import Gap, tenths
from quorate_services.charts.words import sentence

_ID = re.compile(r"[a-z][a-z0-9-]{0,60}", re.ASCII)
_FONT = "system-ui, 'Segoe UI', Roboto, 'Liberation Sans', Arial, sans-serif"
_LETTER = 6.7
"""About the width of a letter at 12 units, on the safe side."""


class Size(Enum):
    """Width and height of the plot in units, with text of 12 units: for a page, and for a telephone.

    So neither has to be scaled so far that its text cannot be read.
    """

    WIDE = (720, 260)
    NARROW = (358, 220)


@dataclass(frozen=True)
class _Frame:
    """Where the plot ends on each side."""

    size: Size
    left: float
    right: float
    top: float
    bottom: float


def draw(analysis: Analysis, chart_id: str, size: Size = Size.WIDE) -> Markup:
    """Return the chart. Raises :class:`ChartOptionInvalid` unless ``chart_id`` is made of ``a-z0-9-``.

    The id is the page's own and different for every chart on it; a chart's two sizes may share it.
    """
    if not _ID.fullmatch(chart_id):
        raise ChartOptionInvalid(
            "The id of a chart is not fit for a page.", "Take small letters, digits and hyphens."
        )
    name = f"{chart_id}-{size.name.lower()}"
    width, plot = size.value
    frame = _Frame(size, 40, width - _room_for_labels(analysis), 24, 24 + plot)
    rows = _key_rows(analysis, width)
    height = frame.bottom + 70 + len(rows) * 20
    root = element(
        "svg", xmlns="http://www.w3.org/2000/svg", viewBox=f"0 0 {width} {height:.0f}", role="img",
        class_=f"quorate-chart quorate-chart--{size.name.lower()}", focusable="false", font_family=_FONT,
        font_size=12, aria_labelledby=f"{name}-title {name}-desc",
    )  # fmt: skip
    add(root, "title", analysis.series.heading or "Chart", id=f"{name}-title")
    add(root, "desc", sentence(analysis), id=f"{name}-desc")
    inner = add(root, "g", aria_hidden="true")
    add(inner, "rect", width=width, height=round(height), fill="#ffffff", class_="quorate-chart__ground")
    _plot(inner, analysis, frame)
    _key(inner, rows, frame.bottom + 66)
    return markup(root)


def _plot(parent: Element, analysis: Analysis, frame: _Frame) -> None:
    unit, places = analysis.series.unit, len(analysis.series.points)
    lines = [line for section in analysis.sections for line in levels(analysis, section)]
    values = [value for value in analysis.series.values if value is not None]
    shown = [*values, *(line.level for line in [*lines, *target(analysis)])]
    up = up_axis(unit, shown, frame.top, frame.bottom)
    along = AlongAxis(frame.left, frame.right, places)
    _grid(parent, analysis, up, along)
    draw_levels(parent, analysis, up, along)
    draw_figures(parent, analysis, up, along)
    draw_gaps(parent, analysis, along, frame.bottom + 12)
    _level_labels(parent, analysis, up, frame)


def _grid(parent: Element, analysis: Analysis, up: UpAxis, along: AlongAxis) -> None:
    add(parent, "text", analysis.series.unit.axis, x=2, y=12, fill=INK, class_="quorate-chart__text")
    for tick in up.ticks:
        y = up.at(tick)
        add(
            parent,
            "line",
            x1=along.left,
            x2=along.right,
            y1=y,
            y2=y,
            stroke=GRID,
            class_="quorate-chart__grid",
        )
        add(
            parent, "text", tenths(tick).removesuffix(".0"), x=along.left - 6, y=y + 4, text_anchor="end", fill=INK,
            class_="quorate-chart__text",
        )  # fmt: skip
    periods = [point.period for point in analysis.series.points]
    room = 34 if periods and periods[0].months == 1 else 58
    for place, text, year in labelled(periods, along.step, room):
        for line, words in enumerate((text, year)):
            if words:
                add(
                    parent, "text", words, x=along.at(place), y=up.bottom + 32 + line * LINE_HEIGHT, fill=INK,
                    text_anchor="middle", class_="quorate-chart__text",
                )  # fmt: skip


def _labels(analysis: Analysis) -> list[tuple[str, float]]:
    """Return what stands to the right of the levels that hold now: at the end of the last section, and the target."""
    unit = analysis.series.unit
    lines = [*(levels(analysis, analysis.sections[-1]) if analysis.sections else ()), *target(analysis)]
    return [(f"{line.name} {tenths(line.level)}{unit.short}", line.level) for line in lines]


def _room_for_labels(analysis: Analysis) -> float:
    return max([12.0, *(len(text) * _LETTER + 10 for text, _ in _labels(analysis))])


def _level_labels(parent: Element, analysis: Analysis, up: UpAxis, frame: _Frame) -> None:
    labels = _labels(analysis)
    heights = spread([up.at(level) for _, level in labels], LINE_HEIGHT, frame.top, frame.bottom)
    for (text, _), height in zip(labels, heights, strict=True):
        add(parent, "text", text, x=frame.right + 6, y=height + 4, fill=INK, class_="quorate-chart__text")


def _key_rows(analysis: Analysis, width: float) -> list[list[tuple[Effect | Gap | None, float]]]:
    """Return the marks that are on the chart, in rows that fit, each with where it stands."""
    drawn = {reading.effect for reading in analysis.readings if reading.point.value is not None}
    gaps = {reading.point.gap for reading in analysis.readings}
    kinds: list[Effect | Gap | None] = [kind for kind in (None, *Effect) if kind in drawn]
    rows: list[list[tuple[Effect | Gap | None, float]]] = []
    end = width
    for kind in [*kinds, *(gap for gap in Gap if gap in gaps)]:
        needed = 30 + len(name_of(kind)) * _LETTER
        if end + needed > width:
            rows.append([])
            end = 0.0
        rows[-1].append((kind, end + 10))
        end += needed
    return rows


def _key(parent: Element, rows: list[list[tuple[Effect | Gap | None, float]]], top: float) -> None:
    for row, marks in enumerate(rows):
        for kind, x in marks:
            mark(parent, kind, x, top + row * 20)
            add(
                parent,
                "text",
                name_of(kind),
                x=x + 11,
                y=top + row * 20 + 4,
                fill=INK,
                class_="quorate-chart__text",
            )
