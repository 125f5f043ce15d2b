"""Series and cells for the tests of charts."""

from collections.abc import Sequence
from typing import Any

from hypothesis import HealthCheck, settings

from quorate_services.charts import Gap, Period, Point, Series
from quorate_services.charts.series import NUMBER, PERCENT, Unit

UNTIMED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=60)
"""For properties: a busy machine is no fault of a chart."""
JANUARY = Period.read("2024-01")


def month(number: int) -> Period:
    """The month so many after January 2024."""
    return Period(1, JANUARY.number + number)


def series(values: Sequence[float | None], unit: Unit = NUMBER, **texts: str) -> Series:
    """A series by months; None is a hidden figure."""
    points = (
        Point(month(place), gap=Gap.HIDDEN) if value is None else Point(month(place), value)
        for place, value in enumerate(values)
    )
    return Series(texts.get("title", "Attendance"), tuple(points), unit, texts.get("scope", ""))


def percentages(values: Sequence[float | None], **texts: str) -> Series:
    """The same in percent."""
    return series(values, PERCENT, **texts)


def rate(numerator: int | None, denominator: int | None) -> dict[str, Any]:
    """A ``Rate`` as the API answers it."""
    percentage = None
    if numerator is not None and denominator:
        percentage = round(100 * numerator / denominator, 1)
    return {"numerator": numerator, "denominator": denominator, "percentage": percentage}
