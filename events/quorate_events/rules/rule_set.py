"""The shape of a rule set: what one partnership's procedures say, as versioned data.

A rule set is a JSON file that decodes into :class:`RuleSet`. Its JSON Schema is generated from these types
(`rule-set.schema.json`). What the types cannot say is checked by :mod:`quorate_events.rules.validation`.
"""

from enum import StrEnum
from typing import Annotated

from msgspec import Meta, Struct

from quorate_events.meetings.vocabulary import MeetingKind, Sector

Code = Annotated[
    str, Meta(pattern="^[a-z][a-z0-9_]*$", max_length=80, description="A stable code in snake_case.")
]
Sentence = Annotated[str, Meta(min_length=1, max_length=1000, description="Words for a person to read.")]
Source = Annotated[str, Meta(min_length=1, max_length=2000, description="Where the rule comes from.")]
Amount = Annotated[int, Meta(ge=0, le=1000)]


class Anchor(StrEnum):
    """The date on a meeting from which a clock runs."""

    SECTION_47_STARTED = "section_47_started"
    LAST_STRATEGY_DISCUSSION = "last_strategy_discussion"
    TRANSFER_NOTIFIED = "transfer_notified"
    LAST_CONFERENCE = "last_conference"
    BIRTH_EXPECTED = "birth_expected"
    BORN = "born"
    CONVENED = "convened"
    SCHEDULED = "scheduled"
    HELD = "held"


class Milestone(StrEnum):
    """What stops a clock."""

    HELD = "held"
    REPORTS_RECEIVED = "reports_received"
    RECORD_ISSUED = "record_issued"
    DECISION_LETTER_ISSUED = "decision_letter_issued"
    CORE_GROUP_HELD = "core_group_held"
    DISSENT_RAISED = "dissent_raised"


class Direction(StrEnum):
    """Whether a clock ends after its anchor or before it."""

    AFTER = "after"
    BEFORE = "before"


class Unit(StrEnum):
    """What a clock counts in. Hours are rounded up to whole calendar days, because deadlines are dates."""

    WORKING_DAYS = "working_days"
    CALENDAR_DAYS = "calendar_days"
    MONTHS = "months"
    HOURS = "hours"


class CountBy(StrEnum):
    """Whether each agency counts once, or each discipline (a configured group of roles and sectors) once."""

    AGENCY = "agency"
    DISCIPLINE = "discipline"


class _Rule(Struct, frozen=True, forbid_unknown_fields=True):
    """Base of everything in a rule-set file: immutable, and strict about misspelt names."""


class RuleSetRef(_Rule, frozen=True, order=True):
    """Names one version of one rule set. A meeting records the one that it ran under."""

    id: Annotated[str, Meta(pattern="^[a-z][a-z0-9-]*$", max_length=80)]
    version: Annotated[
        str, Meta(pattern="^[0-9]{4}-[0-9]{1,4}$", description="Year, hyphen, number in the year.")
    ]


class RoleDefinition(_Rule, frozen=True):
    """What a person can be at a meeting."""

    label: Sentence
    sector: Sector | None
    """The sector whose agencies have this role; none for the family and for roles of no agency."""
    family: bool = False
    """True for the child, parents and carers, and those who come with them. They are heard, never counted."""
    not_counted_because: Annotated[str, Meta(max_length=1000)] = ""
    """Why a professional in this role never counts towards quoracy; empty when the role counts."""


class RequiredAttendee(_Rule, frozen=True):
    """Somebody who must be asked to a meeting. Met by anyone of the sector in any of the roles."""

    sector: Sector
    roles: tuple[Code, ...]
    """Any of these roles will do; empty means any role of the sector that counts."""
    label: Sentence
    reason: Sentence


class DisciplineGroup(_Rule, frozen=True):
    """Roles and whole sectors that count together as one. A role's own group comes before its sector's."""

    code: Code
    label: Sentence
    sectors: tuple[Sector, ...] = ()
    roles: tuple[Code, ...] = ()


class QuoracyException(_Rule, frozen=True):
    """A reason for which an inquorate meeting may proceed. The chair names the code and writes why."""

    code: Code
    sentence: Sentence
    least_others: Amount = 0
    """How many others must have counted for this exception to be open."""
    needs_lead: bool = False
    """True when the lead sector must be there for this exception to be open."""
    report_to_safeguarding_partners: bool = False
    """True when using this exception must be reported to the safeguarding partners."""


class QuoracyRule(_Rule, frozen=True):
    """Who must be there for a meeting to take decisions."""

    count_by: CountBy
    lead_sector: Sector
    minimum_others: Amount
    """How many agencies or disciplines must count besides the lead sector."""
    only_involved: bool
    """True when others count only with direct contact or involvement with the child or family."""
    source: Source
    lead_roles: tuple[Code, ...] = ()
    """Roles that stand for the lead sector; empty means any of its roles that count."""
    required_sectors: tuple[Sector, ...] = ()
    """Sectors that must be among the others, whatever the number (the strategy discussion's core three)."""
    groups: tuple[DisciplineGroup, ...] = ()
    """Used when counting by discipline; a role in no group counts with its sector."""
    exceptions: tuple[QuoracyException, ...] = ()
    consecutive_inquorate_allowed: bool = False
    """False when the conference after an inquorate one may not be inquorate too."""
    reconvene_within_working_days: Amount | None = None
    """How soon an adjourned inquorate meeting must be held again."""


class ReportRule(_Rule, frozen=True):
    """When agencies' written reports are due."""

    working_days_before: Amount
    source: Source


class Clock(_Rule, frozen=True):
    """A deadline: so much time after or before a date on the meeting, met by a milestone."""

    code: Code
    label: Sentence
    anchor: Anchor
    direction: Direction
    amount: Amount
    unit: Unit
    met_by: Milestone
    source: Source
    window: bool = False
    """True for a period in which something *may* be done: it closes, and is never overdue."""
    after_kinds: tuple[MeetingKind, ...] = ()
    """Runs only when the last conference was of one of these kinds; empty means always."""


class KindRules(_Rule, frozen=True):
    """Everything that holds for one kind of meeting."""

    required: tuple[RequiredAttendee, ...]
    quoracy: QuoracyRule
    reports: ReportRule | None
    clocks: tuple[Clock, ...]


class EscalationStage(_Rule, frozen=True):
    """One stage of the local way to resolve a professional disagreement."""

    number: Annotated[int, Meta(ge=1, le=20)]
    name: Sentence
    respond_within_working_days: Amount


class RetentionSince(StrEnum):
    """From when a retention period counts."""

    LAST_MEETING = "last_meeting"
    """The last meeting about the child."""
    BIRTH = "birth"


class RetentionRule(_Rule, frozen=True):
    """How long the data of a child are kept at least. When all rules have run out, erasure is proposed."""

    label: Sentence
    years: Annotated[int, Meta(ge=1, le=120)]
    since: RetentionSince
    source: Source


class RuleSet(_Rule, frozen=True):
    """One version of a partnership's rules."""

    ref: RuleSetRef
    name: Sentence
    source: Source
    calendar: Annotated[
        str, Meta(min_length=1, max_length=120, description="Version of a working-day calendar.")
    ]
    roles: dict[Code, RoleDefinition]
    kinds: dict[MeetingKind, KindRules]
    escalation_stages: tuple[EscalationStage, ...]
    retention: tuple[RetentionRule, ...] = ()
    """When erasure is proposed; empty: never. There is no national period: each partnership sets its own."""
    labels: dict[str, Sentence] = {}
    """Local words for a role, a sector or a kind of meeting, by code: what the chair is called here."""

    def label(self, code: str) -> str:
        """Return the local words for a role, sector or kind; else its label; else the code spelt out."""
        if code in self.labels:
            return self.labels[code]
        role = self.roles.get(code)
        return role.label if role else code.replace("_", " ").replace("childrens", "children's").capitalize()
