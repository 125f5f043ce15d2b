"""The closed sets of words, shown as enums of the schema. Importing this module declares them."""

from enum import StrEnum
from inspect import getdoc

import strawberry

from quorate_events.access.actor import ActorKind, Duty
from quorate_events.meetings.decisions import DecisionBasis
from quorate_events.meetings.values import Release
from quorate_events.meetings.vocabulary import (
    ActionStatus,
    AttendanceMode,
    AttendanceStatus,
    Audience,
    CategoryOfAbuse,
    ChildParticipation,
    ContributionStatus,
    DecisionOutcome,
    InvitationAnswer,
    InvolvementLevel,
    MeetingForm,
    MeetingKind,
    MeetingStatus,
    Origin,
    PartHeading,
    Quoracy,
    RecordVariant,
    RestrictionGround,
    Sector,
    ViewPosition,
)
from quorate_events.people.personal_file import ErasureBasis, ErasureState, FileStepKind
from quorate_events.people.standing import MembershipStatus
from quorate_events.rules.clocks import ClockStatus
from quorate_events.rules.rule_set import Anchor, CountBy, Direction, Milestone, Unit
from quorate_projections.attendance.presence import InvitationOutcome
from quorate_projections.attendance.state import InvolvementBucket
from quorate_projections.attendance.trend import TrendDimension
from quorate_projections.metrics.metric import MetricUnit
from quorate_projections.metrics.trends import Period

ENUMS: tuple[type[StrEnum], ...] = (
    ActionStatus,
    ActorKind,
    Anchor,
    AttendanceMode,
    AttendanceStatus,
    Audience,
    CategoryOfAbuse,
    ChildParticipation,
    ClockStatus,
    ContributionStatus,
    CountBy,
    DecisionBasis,
    DecisionOutcome,
    Duty,
    ErasureBasis,
    ErasureState,
    FileStepKind,
    InvitationAnswer,
    InvitationOutcome,
    InvolvementBucket,
    InvolvementLevel,
    MeetingForm,
    MeetingKind,
    MeetingStatus,
    MembershipStatus,
    MetricUnit,
    Milestone,
    Origin,
    PartHeading,
    Period,
    Quoracy,
    RecordVariant,
    Release,
    RestrictionGround,
    Sector,
    TrendDimension,
    Unit,
    ViewPosition,
)
"""Every closed set. A feature annotates its fields with the domain's own enums."""

CALLED: dict[type[StrEnum], str] = {Direction: "ClockDirection", Unit: "ClockUnit"}
"""Names in the schema, where the domain's own says too little outside its module."""

for _each in ENUMS:
    strawberry.enum(_each, name=CALLED.get(_each), description=getdoc(_each))
