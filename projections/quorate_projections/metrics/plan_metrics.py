"""The metrics of child protection plans. A plan runs from the conference that made it to the one that ended it."""

from quorate_projections.metrics.metric import MetricDefinition, MetricUnit

_CENSUS = "Children in need census"


def _of_plans(code: str, label: str, numerator: str, denominator: str, source: str) -> MetricDefinition:
    return MetricDefinition(
        code=code,
        label=label,
        numerator=numerator,
        denominator=denominator,
        unit=MetricUnit.PLANS,
        source=source,
        shown_by="planMetrics",
    )


PLAN_METRICS = (
    _of_plans(
        "repeat_plans",
        "Repeat plans",
        "plans made after an earlier plan of the same child had ended",
        "plans made in the period, one for each child",
        f"{_CENSUS}: children who became the subject of a plan for a second or subsequent time",
    ),
    _of_plans(
        "plans_of_two_years",
        "Plans of two years or more",
        "plans that had been open for two years or more",
        "plans open at the end of the period (today, in the one that is running); one that was continued here but "
        "made before the record began counts from the conference that continued it first",
        f"{_CENSUS}: plans lasting two years or more",
    ),
)
"""In the order in which they are shown."""
