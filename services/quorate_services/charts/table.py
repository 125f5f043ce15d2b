"""The table beneath a chart: everything that is drawn, as texts for a template to escape."""

from dataclasses import dataclass

from quorate_services.charts.analysis import Analysis, Reading
from quorate_services.charts.series import Unit, tenths
from quorate_services.charts.words import counts, meaning


@dataclass(frozen=True)
class Table:
    """A caption, a header for each column, and rows of as many texts. The first of a row is its header."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def table(analysis: Analysis) -> Table:
    """Return the table of a chart. Columns that would be empty from top to bottom are left out."""
    series = analysis.series
    columns = ("Period", series.unit.axis, "Counts", "Lower limit", "Average", "Upper limit", "What it shows")
    rows = [_row(reading, series.unit) for reading in analysis.readings]
    kept = [place for place in range(len(columns)) if place < 2 or any(row[place] for row in rows)]
    return Table(
        series.heading,
        tuple(columns[place] for place in kept),
        tuple(tuple(row[place] for place in kept) for row in rows),
    )


def _row(reading: Reading, unit: Unit) -> tuple[str, ...]:
    point, limits = reading.point, reading.section.limits
    lines = ("", "", "")
    if limits is not None:
        low, high = unit.bounded(limits.lower), unit.bounded(limits.upper)
        lines = (_figure(low, unit), _figure(limits.mean, unit), _figure(high, unit))
    value = "–" if point.value is None else _figure(point.value, unit)
    return (str(point.period), value, counts(reading), *lines, meaning(reading))


def _figure(value: float, unit: Unit) -> str:
    return f"{tenths(value)}{unit.short}"
