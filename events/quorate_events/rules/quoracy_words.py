"""The sentences about quoracy that a chair reads."""

from collections.abc import Sequence

from quorate_events.meetings.vocabulary import MeetingKind
from quorate_events.rules.attendance_count import Counted
from quorate_events.rules.rule_set import CountBy, QuoracyException, QuoracyRule, RuleSet

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def missing_words(rule_set: RuleSet, rule: QuoracyRule, counted: Counted) -> tuple[str, ...]:
    """Return what is still needed, the lead sector first; empty when the meeting is quorate."""
    missing = []
    if counted.lead is None:
        roles = " or ".join(rule_set.label(role) for role in rule.lead_roles)
        missing.append(rule_set.label(rule.lead_sector) + (f" ({roles})" if roles else ""))
    absent = [sector for sector in rule.required_sectors if sector not in counted.sectors]
    missing += [rule_set.label(sector) for sector in absent]
    short_of = rule.minimum_others - len(counted.others) - len(absent)
    if short_of > 0:
        contact = " with direct contact or involvement with the child or family" if rule.only_involved else ""
        missing.append(f"{_number(short_of)} more {_unit(rule, short_of)}{contact}")
    return tuple(missing)


def explain(
    rule_set: RuleSet,
    kind: MeetingKind,
    counted: Counted,
    missing: Sequence[str],
    exceptions: Sequence[QuoracyException],
) -> str:
    """Return plain sentences: the result, who counted, who did not and why, what is missing."""
    rule = rule_set.kinds[kind].quoracy
    sentences = ["Not quorate." if missing else "Quorate.", *_who_counted(rule_set, rule, counted)]
    if counted.not_counted:
        reasons = "; ".join(f"{each.role} ({each.reason})" for each in counted.not_counted)
        sentences.append(f"Did not count: {reasons}.")
    if counted.family_present:
        sentences.append("Family members and those who came with them are heard, and do not count.")
    if missing:
        sentences.append(f"Missing: {'; '.join(missing)}.")
    if exceptions:
        reasons = "; ".join(_exception(each) for each in exceptions)
        sentences.append(f"The chair may proceed for one of these reasons, and must record it: {reasons}.")
    return " ".join(sentences)


def _who_counted(rule_set: RuleSet, rule: QuoracyRule, counted: Counted) -> list[str]:
    lead_sector = rule_set.label(rule.lead_sector)
    if counted.lead:
        lead = f"{lead_sector} was there ({', '.join(counted.lead.roles)})."
    else:
        lead = f"{lead_sector} was not there, and must be."
    number = len(counted.others)
    names = f": {'; '.join(other.label for other in counted.others)}" if number else ""
    others = (
        f"Besides, {_number(number)} {_unit(rule, number)} counted, and at least "
        f"{_number(rule.minimum_others)} {'is' if rule.minimum_others == 1 else 'are'} needed{names}."
    )
    return [lead, others]


def _exception(exception: QuoracyException) -> str:
    report = " (report it to the safeguarding partners)" if exception.report_to_safeguarding_partners else ""
    return exception.sentence.rstrip(".") + report


def _unit(rule: QuoracyRule, number: int) -> str:
    if rule.count_by is CountBy.AGENCY:
        return "agency" if number == 1 else "agencies"
    return "discipline" if number == 1 else "disciplines"


def _number(number: int) -> str:
    return _NUMBERS[number] if number < len(_NUMBERS) else str(number)
