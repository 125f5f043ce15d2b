"""The metrics of how meetings are held, of disagreement, of children heard, and of actions."""

from quorate_projections.metrics.metric import MetricDefinition, MetricUnit

_HELD = "conferences held"
_DISCUSSIONS = "strategy discussions held"
_OFSTED = "Ofsted, inspection of Stoke-on-Trent children's services, February 2019, paragraph 4"


def _of_meetings(
    code: str,
    label: str,
    numerator: str,
    denominator: str,
    source: str,
    *,
    unit: MetricUnit = MetricUnit.MEETINGS,
    shown_by: str = "meetingMetrics",
) -> MetricDefinition:
    return MetricDefinition(
        code=code,
        label=label,
        numerator=numerator,
        denominator=denominator,
        unit=unit,
        source=source,
        shown_by=shown_by,
    )


MEETING_METRICS = (
    _of_meetings(
        "quorate_conferences",
        "Quorate conferences",
        "conferences of which every sitting that ended was quorate",
        _HELD,
        "Standard Safeguarding Dataset, quoracy of reviews; the rule set's quoracy",
    ),
    _of_meetings(
        "adjourned_inquorate",
        "Adjourned inquorate",
        "conferences with a sitting that was adjourned because too few were there",
        _HELD,
        "Local procedures on quoracy",
    ),
    _of_meetings(
        "proceeded_inquorate",
        "Went on inquorate",
        "conferences with a sitting that went on although too few were there, with the reason recorded",
        _HELD,
        "Local procedures on quoracy",
    ),
    _of_meetings(
        "consecutive_inquorate",
        "Inquorate twice running",
        "inquorate conferences about a child whose conference before was inquorate too",
        _HELD,
        "Local procedures: no two consecutive conferences should be inquorate",
        shown_by="inquorateTrend",
    ),
    _of_meetings(
        "core_three",
        "Strategy discussions with the core three",
        "strategy discussions attended by the authority's social work, the police and health",
        _DISCUSSIONS,
        "Working Together: the minimum of a strategy discussion",
    ),
    _of_meetings(
        "worker_and_manager",
        "Investigating social worker and manager present",
        "strategy discussions attended by everybody of the lead sector whom the rule set requires: the "
        "investigating social worker and the manager",
        _DISCUSSIONS,
        _OFSTED,
    ),
    _of_meetings(
        "information_complete",
        "Information complete",
        "strategy discussions for which every agency invited had shared information, or said that it holds "
        "nothing, before the discussion was closed; one whose involvement stands as none need not have",
        _DISCUSSIONS,
        _OFSTED,
    ),
    _of_meetings(
        "child_participation",
        "Children's participation",
        "children by how they took part or were heard (codes PN0 to PN7)",
        "children of the meetings held; a child of two meetings counts in each",
        "Standard Safeguarding Dataset, participation codes",
        unit=MetricUnit.CHILDREN,
    ),
    _of_meetings(
        "dissents",
        "Formal dissents",
        "formal dissents raised (a reservation is none)",
        "meetings held",
        "Local procedures on challenge",
    ),
    _of_meetings(
        "dissents_resolved",
        "Formal dissents resolved",
        "formal dissents of which the outcome is on the record by now",
        "formal dissents raised",
        "Local procedures on challenge: a difference is tracked until it is resolved",
        unit=MetricUnit.DISSENTS,
    ),
    _of_meetings(
        "escalations_in_time",
        "Escalations resolved in time",
        "escalations resolved on or before the date by which their stage had to be answered",
        "escalations raised",
        "The rule set's escalation stages",
        unit=MetricUnit.ESCALATIONS,
    ),
    _of_meetings(
        "actions_done_on_time",
        "Actions done on time",
        "actions completed on or before the date by which they were due",
        "actions whose date, as agreed last, has passed, of meetings that were not cancelled",
        "Ofsted, inspection of Stoke-on-Trent children's services, February 2019, paragraph 8",
        unit=MetricUnit.ACTIONS,
        shown_by="actionsDone",
    ),
)
"""In the order in which they are shown."""
