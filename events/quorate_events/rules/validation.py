"""What the types of a rule set cannot say: that its parts agree with one another."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator

from quorate_events.meetings.vocabulary import MeetingKind, Sector
from quorate_events.rules.files import Problem
from quorate_events.rules.rule_set import (
    CountBy,
    Direction,
    KindRules,
    Milestone,
    QuoracyRule,
    RequiredAttendee,
    RuleSet,
    Unit,
)


def problems_of(rule_set: RuleSet, calendars: Collection[str]) -> tuple[Problem, ...]:
    """Return everything that is contradictory in ``rule_set``; ``calendars`` are the versions that exist."""
    return tuple(_problems(rule_set, calendars))


def _problems(rule_set: RuleSet, calendars: Collection[str]) -> Iterator[Problem]:
    if rule_set.calendar not in calendars:
        yield Problem("calendar", f"there is no working-day calendar {rule_set.calendar}")
    for kind in MeetingKind:
        if kind not in rule_set.kinds:
            yield Problem("kinds", f"there are no rules for {kind}")
    known = {*rule_set.roles, *Sector, *MeetingKind}
    for code in rule_set.labels:
        if code not in known:
            yield Problem(f"labels.{code}", "this is neither a role, a sector nor a kind of meeting")
    yield from _stages(rule_set)
    for kind, rules in rule_set.kinds.items():
        yield from _kind(rule_set, rules, f"kinds.{kind}")


def _stages(rule_set: RuleSet) -> Iterator[Problem]:
    numbers = [stage.number for stage in rule_set.escalation_stages]
    if numbers != list(range(1, len(numbers) + 1)):
        yield Problem("escalation_stages", "the stages must be numbered 1, 2, 3 and so on, in order")


def _kind(rule_set: RuleSet, rules: KindRules, place: str) -> Iterator[Problem]:
    for index, needed in enumerate(rules.required):
        yield from _required(rule_set, needed, f"{place}.required[{index}]")
    yield from _quoracy(rule_set, rules.quoracy, f"{place}.quoracy")
    yield from _repeated((clock.code for clock in rules.clocks), f"{place}.clocks")
    for index, clock in enumerate(rules.clocks):
        if clock.met_by is Milestone.REPORTS_RECEIVED:
            due = (clock.direction, clock.amount, clock.unit)
            days = rules.reports.working_days_before if rules.reports else None
            if due != (Direction.BEFORE, days, Unit.WORKING_DAYS):
                what = "this clock and the rule for reports name different deadlines"
                yield Problem(f"{place}.clocks[{index}]", what)


def _required(rule_set: RuleSet, needed: RequiredAttendee, place: str) -> Iterator[Problem]:
    yield from _undefined(rule_set, needed.roles, f"{place}.roles")
    for code in needed.roles:
        role = rule_set.roles.get(code)
        if role and role.sector is not needed.sector:
            yield Problem(f"{place}.roles", f"the role {code} does not belong to {needed.sector}")


def _quoracy(rule_set: RuleSet, rule: QuoracyRule, place: str) -> Iterator[Problem]:
    yield from _undefined(rule_set, rule.lead_roles, f"{place}.lead_roles")
    for code in rule.lead_roles:
        role = rule_set.roles.get(code)
        if role and role.sector is not rule.lead_sector:
            yield Problem(f"{place}.lead_roles", f"the role {code} does not belong to {rule.lead_sector}")
        if role and role.not_counted_because:
            yield Problem(f"{place}.lead_roles", f"the role {code} is defined as one that never counts")
    if rule.lead_sector in rule.required_sectors:
        yield Problem(f"{place}.required_sectors", "the lead sector is required already")
    yield from _repeated(rule.required_sectors, f"{place}.required_sectors")
    yield from _repeated((exception.code for exception in rule.exceptions), f"{place}.exceptions")
    yield from _groups(rule_set, rule, f"{place}.groups")


def _groups(rule_set: RuleSet, rule: QuoracyRule, place: str) -> Iterator[Problem]:
    if rule.groups and rule.count_by is not CountBy.DISCIPLINE:
        yield Problem(place, "groups are used only when counting by discipline")
    yield from _repeated((group.code for group in rule.groups), place)
    yield from _repeated((role for group in rule.groups for role in group.roles), f"{place}.roles")
    yield from _repeated((sector for group in rule.groups for sector in group.sectors), f"{place}.sectors")
    for index, group in enumerate(rule.groups):
        yield from _undefined(rule_set, group.roles, f"{place}[{index}].roles")
        if not group.roles and not group.sectors:
            yield Problem(f"{place}[{index}]", "the group has neither roles nor sectors")
        if rule.lead_sector in group.sectors:
            yield Problem(f"{place}[{index}].sectors", "the lead sector is counted by itself")


def _undefined(rule_set: RuleSet, codes: Iterable[str], place: str) -> Iterator[Problem]:
    for code in codes:
        if code not in rule_set.roles:
            yield Problem(place, f"the role {code} is not defined under roles")


def _repeated(codes: Iterable[str], place: str) -> Iterator[Problem]:
    for code, times in Counter(codes).items():
        if times > 1:
            yield Problem(place, f"{code} is there {times} times")
