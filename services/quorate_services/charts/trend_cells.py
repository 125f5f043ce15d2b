"""From the cells of a trend, as the API answers them in JSON, to series. Nothing is added up here.

A sum over cells would join what is hidden to what is shown, and the API has the sum ready: ask it without the grouping.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from quorate_services.charts.errors import CellsUnclear, FigureInvalid, PeriodInvalid
from quorate_services.charts.measures import Measure
from quorate_services.charts.periods import Period, every, of_one_length
from quorate_services.charts.series import Gap, Point, Series, tenths

Cell = Mapping[str, Any]
"""One cell, as ``json.loads`` gives it: field names of the schema."""

SPLIT_BY = ("agencyId", "sector", "role", "kind", "involvement", "clock")
"""The fields that tell the cells of one period apart."""


def series_of(
    measure: Measure,
    cells: Sequence[Cell],
    *,
    words: Mapping[str, str] | None = None,
    first: str | None = None,
    last: str | None = None,
) -> tuple[Series, ...]:
    """Return a series for each agency, role, kind, involvement or clock that the cells are split by, in their order.

    All series have the same periods: from ``first`` to ``last`` where given, else those of the cells. A period that
    has no cell is a gap, and so is a hidden figure. ``words`` says agencies' ids and codes of the schema in words.
    Give ``last`` to leave out the month that is still running. Raises :class:`CellsUnclear` where the fields that
    tell cells apart were not asked for, :class:`PeriodInvalid` and :class:`FigureInvalid`.
    """
    found: dict[tuple[str, ...], dict[Period, Point]] = {}
    scopes: dict[tuple[str, ...], str] = {}
    for cell in cells:
        point, key = _point(measure, cell), _key(cell)
        points = found.setdefault(key, {})
        if point.period in points:
            raise CellsUnclear
        points[point.period] = point
        scopes[key] = _scope(cell, words or {})
    periods = _periods({period for points in found.values() for period in points}, first, last)
    return tuple(
        Series(
            measure.label,
            tuple(points.get(period) or Point(period, gap=Gap.MISSING) for period in periods),
            measure.unit,
            scopes[key],
        )
        for key, points in found.items()
    )


def _periods(found: Collection[Period], first: str | None, last: str | None) -> tuple[Period, ...]:
    asked = [Period.read(each) for each in (first, last) if each]
    of_one_length([*found, *asked])
    begin = Period.read(first) if first else min(found, default=None)
    end = Period.read(last) if last else max(found, default=None)
    return () if begin is None or end is None else tuple(every(begin, end))


def _point(measure: Measure, cell: Cell) -> Point:
    period = cell.get("period")
    if not isinstance(period, str):
        raise PeriodInvalid("A cell of the trend has no period.", "Ask for the field period.")
    return _figure(Period.read(period), measure, cell)


def _figure(period: Period, measure: Measure, cell: Cell) -> Point:
    if len(measure.fields) == 2:
        numerator, denominator = (_count(cell, field) for field in measure.fields)
        if numerator is None or denominator is None:
            return Point(period, gap=Gap.HIDDEN)
        if denominator == 0:
            return Point(period, gap=Gap.NOTHING)
        return Point(period, float(tenths(100 * numerator / denominator)), numerator, denominator)
    field = measure.fields[0]
    _asked_for(cell, field)
    if isinstance(cell[field], Mapping):
        return _share(period, cell[field])
    value = _number(cell[field])
    if value is None:
        # Only a cell that says so hides nothing.
        return Point(period, gap=Gap.NOTHING if cell.get("suppressed") is False else Gap.HIDDEN)
    return Point(period, value)


def _share(period: Period, rate: Cell) -> Point:
    """Return the point of a ``Rate``. With either count hidden it is hidden, whatever else it holds."""
    numerator, denominator = _count(rate, "numerator"), _count(rate, "denominator")
    if numerator is None or denominator is None:
        return Point(period, gap=Gap.HIDDEN)
    _asked_for(rate, "percentage")
    value = _number(rate["percentage"])
    if denominator == 0:
        return Point(period, gap=Gap.NOTHING)
    return Point(period, gap=Gap.HIDDEN) if value is None else Point(period, value, numerator, denominator)


def _key(cell: Cell) -> tuple[str, ...]:
    return tuple(str(cell.get(field) or "") for field in SPLIT_BY)


def _scope(cell: Cell, words: Mapping[str, str]) -> str:
    said = []
    for field in SPLIT_BY:
        code = cell.get(field)
        # An agency has one sector, which need not be said beside its name.
        if not code or (field == "sector" and cell.get("agencyId")):
            continue
        named = _name_of_agency(cell) if field == "agencyId" else None
        said.append(str(named or words.get(str(code)) or _plain(str(code))))
    return ", ".join(said)


def _name_of_agency(cell: Cell) -> object:
    """Return the agency's name, from where the trend that the cell is of has it."""
    agency = cell.get("agency")
    return cell.get("agencyName") or (agency.get("name") if isinstance(agency, Mapping) else None)


def _plain(code: str) -> str:
    """Return ``INITIAL_CONFERENCE`` as ``Initial conference``, for a code that nobody said in words."""
    return code.replace("_", " ").capitalize() if code.isupper() or "_" in code else code


def _asked_for(cell: Cell, field: str) -> None:
    if field not in cell:
        raise FigureInvalid(f"A cell of the trend lacks the field {field}.", "Ask for it in the query.")


def _count(cell: Cell, field: str) -> int | None:
    _asked_for(cell, field)
    value = cell[field]
    if value is not None and (not isinstance(value, int) or isinstance(value, bool) or value < 0):
        raise FigureInvalid(
            "A count of the trend is no whole number.", "Pass the answer of the API as it came."
        )
    return value


def _number(value: object) -> float | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise FigureInvalid("A figure of the trend is no number.", "Pass the answer of the API as it came.")
    return float(value)
