"""Every projection, listed once: for the projector, the rebuild, the command line and the docs."""

from quorate_events.rules.rule_sets import RuleSets
from quorate_projections.access.projection import AccessProjection
from quorate_projections.actions_agreed.projection import ActionsAgreedProjection
from quorate_projections.attendance.projection import AttendanceProjection
from quorate_projections.directory.projection import DirectoryProjection
from quorate_projections.engine.projection import AnyProjection
from quorate_projections.information_shared.projection import InformationSharedProjection
from quorate_projections.meeting_record.projection import MeetingRecordProjection
from quorate_projections.plans.projection import PlansProjection
from quorate_projections.quoracy.projection import QuoracyProjection
from quorate_projections.sign_ins.projection import SignInsProjection
from quorate_projections.timeliness.projection import TimelinessProjection
from quorate_projections.work_list.projection import WorkListProjection


def projections(rules: RuleSets) -> tuple[AnyProjection, ...]:
    """Return all projections; those that work deadlines out are handed the rules."""
    return (
        AccessProjection(),
        DirectoryProjection(),
        SignInsProjection(),
        AttendanceProjection(rules),
        QuoracyProjection(rules),
        TimelinessProjection(rules),
        PlansProjection(),
        InformationSharedProjection(),
        ActionsAgreedProjection(),
        MeetingRecordProjection(),
        WorkListProjection(rules),
    )
