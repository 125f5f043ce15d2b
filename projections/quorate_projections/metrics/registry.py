"""Every metric that is shown anywhere; the API's descriptions and the docs are made from this list."""

from quorate_projections.metrics.attendance_metrics import ATTENDANCE_METRICS
from quorate_projections.metrics.clock_metrics import CLOCK_METRICS
from quorate_projections.metrics.meeting_metrics import MEETING_METRICS
from quorate_projections.metrics.metric import MetricDefinition
from quorate_projections.metrics.plan_metrics import PLAN_METRICS

METRICS: tuple[MetricDefinition, ...] = (
    *ATTENDANCE_METRICS,
    *MEETING_METRICS,
    *CLOCK_METRICS,
    *PLAN_METRICS,
)
"""In the order in which they are shown."""


def metric(code: str) -> MetricDefinition:
    """Return the metric with this code. Raises ``KeyError``."""
    for each in METRICS:
        if each.code == code:
            return each
    raise KeyError(code)
