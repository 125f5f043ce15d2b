"""The metrics of the clocks. A clock is settled once it was met, or its date has passed."""

from quorate_projections.metrics.metric import MetricDefinition, MetricUnit

_CENSUS = "Children in need census"


def _of_clock(
    code: str,
    label: str,
    numerator: str,
    denominator: str,
    source: str,
    unit: MetricUnit = MetricUnit.MEETINGS,
) -> MetricDefinition:
    return MetricDefinition(
        code=code,
        label=label,
        numerator=numerator,
        denominator=denominator,
        unit=unit,
        source=source,
        shown_by="timelinessTrend",
    )


CLOCK_METRICS = (
    MetricDefinition(
        code="initial_conference_within_15_days",
        label="Initial conference within 15 working days",
        numerator="children whose initial conference was held at most 15 working days after the rule set's "
        "anchor (the strategy discussion that started the section 47 enquiry)",
        denominator="children of initial conferences held, without those held before the anchor",
        unit=MetricUnit.CHILDREN,
        source=f"{_CENSUS}; local government's metric 3217",
        shown_by="conferenceDurations",
    ),
    MetricDefinition(
        code="initial_conference_duration",
        label="Working days to the initial conference",
        numerator="children whose initial conference took 0 to 10, 11 to 15, 16 to 20, or 21 and more "
        "working days (with lower quartile, median and upper quartile)",
        denominator="children of initial conferences held, without those held before the anchor",
        unit=MetricUnit.CHILDREN,
        source=f"{_CENSUS}, table C4",
        shown_by="conferenceDurations",
    ),
    _of_clock(
        "reviews_on_time",
        "Review conferences on time",
        "children whose review conference was held on or before its date",
        "children whose review conference was held, or is overdue",
        f"{_CENSUS}: plans reviewed within timescales",
        MetricUnit.CHILDREN,
    ),
    _of_clock(
        "core_group_in_time",
        "First core group in time",
        "conferences with a plan whose first core group met on or before its date",
        "conferences with a plan whose first core group met, or is overdue",
        "The rule set's clock for the first core group",
    ),
    _of_clock(
        "decision_letter_in_time",
        "Decision letter in time",
        "conferences whose decision letter was sent on or before its date",
        "conferences whose decision letter was sent, or is overdue",
        "The rule set's clock for the decision letter",
    ),
    _of_clock(
        "record_of_conference_in_time",
        "Record of conference in time",
        "conferences whose record was first issued on or before its date",
        "conferences whose record was issued, or is overdue",
        "The rule set's clock for the record",
    ),
    _of_clock(
        "record_of_discussion_in_time",
        "Record of strategy discussion in time",
        "strategy discussions whose record was first issued on or before its date",
        "strategy discussions whose record was issued, or is overdue",
        "The rule set's clock for the record of a discussion",
    ),
)
"""In the order in which they are shown."""
