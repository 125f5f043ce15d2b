"""Quoracy: whether those present may decide, worked out from the rules and explained in words."""

from collections.abc import Iterable

from msgspec import Struct

from quorate_events.meetings.vocabulary import MeetingKind
from quorate_events.rules.attendance_count import Counted, Present, count
from quorate_events.rules.quoracy_words import explain, missing_words
from quorate_events.rules.rule_set import QuoracyException, RequiredAttendee, RuleSet

__all__ = ["Present", "QuoracyAssessment", "assess", "missing_roles"]


class QuoracyAssessment(Struct, frozen=True):
    """What the rules say about those present. Every text is for a person to read and names no one.

    ``counted`` holds the label of each agency or discipline that counted, the lead sector first;
    ``missing`` what is still needed; ``may_proceed_for`` the codes of the exceptions that are open
    to the chair of an inquorate meeting.
    """

    quorate: bool
    explanation: str
    counted: tuple[str, ...]
    missing: tuple[str, ...]
    may_proceed_for: tuple[str, ...] = ()


def assess(rule_set: RuleSet, kind: MeetingKind, present: Iterable[Present]) -> QuoracyAssessment:
    """Work out whether a meeting of ``kind`` is quorate with those ``present``, in any order."""
    rule = rule_set.kinds[kind].quoracy
    counted = count(rule_set, rule, present)
    missing = missing_words(rule_set, rule, counted)
    exceptions = () if not missing else _open_exceptions(rule.exceptions, counted)
    return QuoracyAssessment(
        quorate=not missing,
        explanation=explain(rule_set, kind, counted, missing, exceptions),
        counted=counted.labels,
        missing=missing,
        may_proceed_for=tuple(exception.code for exception in exceptions),
    )


def missing_roles(
    rule_set: RuleSet, kind: MeetingKind, present: Iterable[Present]
) -> tuple[RequiredAttendee, ...]:
    """Return those who must be asked to a meeting of ``kind`` and are not among ``present``, as listed."""
    people = tuple(present)
    return tuple(
        needed
        for needed in rule_set.kinds[kind].required
        if not any(_meets(rule_set, needed, person) for person in people)
    )


def _meets(rule_set: RuleSet, needed: RequiredAttendee, person: Present) -> bool:
    if person.sector is not needed.sector:
        return False
    if needed.roles:
        return person.role in needed.roles
    role = rule_set.roles.get(person.role)
    return role is not None and not role.family and not role.not_counted_because


def _open_exceptions(
    exceptions: Iterable[QuoracyException], counted: Counted
) -> tuple[QuoracyException, ...]:
    return tuple(
        exception
        for exception in exceptions
        if len(counted.others) >= exception.least_others and (counted.lead or not exception.needs_lead)
    )
