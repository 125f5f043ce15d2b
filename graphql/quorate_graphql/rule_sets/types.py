"""A rule set, as the API shows it. Values are those of its file; what the file keys by code has the code beside it."""

from typing import Any

import strawberry

from quorate_events.meetings.vocabulary import MeetingKind, Sector
from quorate_events.rules import rule_set as rules
from quorate_graphql import enums  # noqa: F401 - declares the enums before any type uses them
from quorate_graphql.outputs.types import output_of

RuleSetRef: Any = output_of(rules.RuleSetRef)
RequiredAttendee: Any = output_of(rules.RequiredAttendee)
QuoracyRule: Any = output_of(rules.QuoracyRule, without=("exceptions",))
QuoracyException: Any = output_of(rules.QuoracyException)
ReportRule: Any = output_of(rules.ReportRule)
RuleClock: Any = output_of(rules.Clock, name="RuleClock")
EscalationStage: Any = output_of(rules.EscalationStage, name="EscalationStageRule")


@strawberry.type(description="What a person can be at a meeting, under a rule set.")
class RoleRule:
    """One role."""

    code: str = strawberry.field(description="The code, as commands take it.")
    label: str = strawberry.field(description="The local words for it.")
    sector: Sector | None = strawberry.field(
        description="The sector whose agencies have this role; null for the family and for roles of no agency."
    )
    family: bool = strawberry.field(description="Whether it is of the family: heard, and never counted.")
    not_counted_because: str = strawberry.field(
        description="Why a professional in this role never counts towards quoracy; empty when it counts."
    )


@strawberry.type(description="Everything that holds for one kind of meeting, under a rule set.")
class KindRule:
    """One kind."""

    kind: MeetingKind = strawberry.field(description="The kind of meeting.")
    label: str = strawberry.field(description="The local words for it.")
    required: list[RequiredAttendee] = strawberry.field(description="Who must be asked to come.")
    quoracy: QuoracyRule = strawberry.field(description="Who must be there for decisions to be taken.")
    exceptions: list[QuoracyException] = strawberry.field(
        description="The grounds on which an inquorate meeting may go on."
    )
    reports: ReportRule | None = strawberry.field(
        description="When written reports are due; null when none are."
    )
    clocks: list[RuleClock] = strawberry.field(description="The deadlines, and what they run from.")


@strawberry.type(description="One version of a partnership's rules.")
class RuleSet:
    """A rule set."""

    ref: RuleSetRef = strawberry.field(description="Its short name and version, as commands take them.")
    name: str = strawberry.field(description="The rule set in words.")
    source: str = strawberry.field(description="Where the rules come from.")
    calendar: str = strawberry.field(description="The version of the working-day calendar that it counts by.")
    roles: list[RoleRule] = strawberry.field(description="The roles that it knows, by code.")
    kinds: list[KindRule] = strawberry.field(description="What holds for each kind of meeting.")
    escalation_stages: list[EscalationStage] = strawberry.field(
        description="The stages in which a professional difference is resolved."
    )


def shown(rule_set: rules.RuleSet) -> RuleSet:
    """Return ``rule_set`` as the API shows it."""
    return RuleSet(
        ref=rule_set.ref,
        name=rule_set.name,
        source=rule_set.source,
        calendar=rule_set.calendar,
        roles=[
            RoleRule(
                code=code,
                label=rule_set.label(code),
                sector=role.sector,
                family=role.family,
                not_counted_because=role.not_counted_because,
            )
            for code, role in sorted(rule_set.roles.items())
        ],
        kinds=[
            KindRule(
                kind=kind,
                label=rule_set.label(kind),
                required=list(rule.required),
                quoracy=rule.quoracy,
                exceptions=list(rule.quoracy.exceptions),
                reports=rule.reports,
                clocks=list(rule.clocks),
            )
            for kind, rule in rule_set.kinds.items()
        ],
        escalation_stages=list(rule_set.escalation_stages),
    )
