"""What charts show, as one CSV file that spreadsheets of agencies open as it is.

UTF-8 with a byte order mark: without it Excel on Windows reads the file in the code page of the machine and spoils
names such as Zoë; whoever reads it by program says ``utf-8-sig``, or strips the mark. Lines end as RFC 4180 says.
A text that a spreadsheet would take for a formula gets an apostrophe before it (OWASP, CSV Injection).
"""

import csv
import io
from collections.abc import Iterable

from quorate_services.charts.analysis import Analysis, Reading
from quorate_services.charts.series import tenths
from quorate_services.charts.text import one_line
from quorate_services.charts.words import meaning

COLUMNS = (
    "Measure", "For", "Period", "Unit", "Figure", "Numerator", "Denominator",
    "Lower limit", "Average", "Upper limit", "Target", "What it shows",
)  # fmt: skip
_FORMULA = frozenset("=+-@＝＋－＠")


def csv_of(analyses: Iterable[Analysis]) -> bytes:
    """Return the file. A period without a figure has an empty field, and the last column says why."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, quoting=csv.QUOTE_MINIMAL, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for analysis in analyses:
        writer.writerows(_row(analysis, reading) for reading in analysis.readings)
    return text.getvalue().encode("utf-8-sig")


def harmless(text: str) -> str:
    """Return a text on one line that no spreadsheet takes for a formula."""
    line = one_line(text)
    return f"'{line}" if line[:1] in _FORMULA else line


def _row(analysis: Analysis, reading: Reading) -> list[str]:
    series, point, limits = analysis.series, reading.point, reading.section.limits
    bounded = series.unit.bounded
    lines = (None,) * 3 if limits is None else (bounded(limits.lower), limits.mean, bounded(limits.upper))
    return [
        harmless(series.title),
        harmless(series.scope),
        point.period.code,
        series.unit.axis,
        _number(point.value),
        _count(point.numerator),
        _count(point.denominator),
        *map(_number, lines),
        _number(analysis.options.target),
        meaning(reading),
    ]


def _number(value: float | None) -> str:
    return "" if value is None else tenths(value)


def _count(value: int | None) -> str:
    return "" if value is None else str(value)
