"""The metrics of agencies' attendance and reports. A held meeting counts once for each agency."""

from quorate_projections.metrics.metric import MetricDefinition, MetricUnit

_INVITED = "meetings held to which the agency was invited (and the invitation not withdrawn)"
_OFSTED = "Ofsted, inspection of Stoke-on-Trent children's services, February 2019, paragraph 4"
_INVOLVED = "whose involvement, as declared or settled last, was historic or current"
_SIGNIFICANT = "whose involvement, as declared or settled last, was significant, historic or current"
_RECEIVED = (
    "meetings for which the agency had shared information, or said that it searched and holds nothing, "
    "before the first sitting was opened"
)


def _of_agency(
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
        shown_by="attendanceTrend",
    )


ATTENDANCE_METRICS = (
    _of_agency(
        "attendance",
        "Attendance where invited",
        "meetings attended by at least one representative of the agency, a deputy included, at any sitting",
        _INVITED,
        "Published results of police forces and boards count by invitation",
    ),
    _of_agency(
        "attendance_where_involved",
        "Attendance where involved",
        "meetings attended by at least one representative of the agency, where it was involved",
        f"{_INVITED}, by agencies {_INVOLVED}",
        _OFSTED,
    ),
    _of_agency(
        "attendance_where_significantly_involved",
        "Attendance where significantly involved",
        "meetings attended by at least one representative of the agency, where it was significantly involved",
        f"{_INVITED}, by agencies {_SIGNIFICANT}",
        _OFSTED,
    ),
    _of_agency(
        "involvement_not_declared",
        "Involvement not declared",
        "meetings for which the agency has not declared what it had to do with the child, and the chair has not "
        "settled it: they count as not involved in the shares above",
        _INVITED,
        "What is not known is shown, so that a share of the involved is not taken for more than it is",
    ),
    _of_agency(
        "apologies",
        "Apologies",
        "meetings that nobody of the agency attended and for which it sent apologies",
        _INVITED,
        "Local procedures on membership of conferences",
    ),
    _of_agency(
        "represented_by_deputy",
        "Represented by a deputy",
        "meetings at which the named deputy of an invited person attended",
        _INVITED,
        "Local procedures: a well-briefed colleague attends in the place of one who cannot",
    ),
    _of_agency(
        "reports_provided",
        "Reports provided",
        _RECEIVED,
        _INVITED,
        "Local procedures: every agency reports, whether or not it attends",
    ),
    _of_agency(
        "reports_provided_where_involved",
        "Reports provided where involved",
        f"{_RECEIVED}, where it was involved",
        f"{_INVITED}, by agencies {_INVOLVED}",
        _OFSTED,
    ),
    _of_agency(
        "reports_on_time",
        "Reports on time",
        "reports received (nothing held included) on or before the date on which they were due",
        "reports due: meetings held to which the agency was invited with a date for its report, without "
        "those taken over from an old register, which does not say when a report came",
        "The rule set's report deadlines",
        MetricUnit.REPORTS,
    ),
    _of_agency(
        "nothing_held",
        "Nothing held",
        "meetings for which the agency had searched and said that it holds nothing",
        _INVITED,
        "An explicit nil return is an answer, and not the same as silence",
    ),
    _of_agency(
        "report_without_presence",
        "Report without presence",
        "meetings for which the agency's answer had been received and which nobody of it attended",
        _INVITED,
        "Presence and report are two facts",
    ),
    _of_agency(
        "neither",
        "Neither came nor answered",
        "meetings that nobody of the agency attended and for which it neither shared information, nor said "
        "that it holds nothing, nor declined with a reason, at any time",
        _INVITED,
        "The measure of silence: the agency's knowledge was not there in any form",
    ),
)
"""In the order in which they are shown."""
