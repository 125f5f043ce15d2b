"""What a metric is: numerator and denominator in words, what is counted, and its source."""

from enum import StrEnum

import msgspec


class MetricUnit(StrEnum):
    """What a metric counts. Attendance counts meetings, the clocks of the census count children."""

    MEETINGS = "meetings"
    CHILDREN = "children"
    ACTIONS = "actions"
    REPORTS = "reports"
    ESCALATIONS = "escalations"
    DISSENTS = "dissents"
    PLANS = "plans"


class MetricDefinition(msgspec.Struct, frozen=True, kw_only=True):
    """One metric. ``numerator`` and ``denominator`` are phrases; ``shown_by`` is the query that answers."""

    code: str
    label: str
    numerator: str
    denominator: str
    unit: MetricUnit
    source: str
    shown_by: str

    @property
    def sentence(self) -> str:
        """Numerator and denominator in one sentence."""
        return f"{self.numerator[:1].upper()}{self.numerator[1:]}, of {self.denominator}."
