"""From the bytes of one file to a rule set that can be relied on."""

from collections.abc import Collection
from typing import Any

from quorate_events.rules.files import BrokenRuleSet, Problem, read_json, shaped
from quorate_events.rules.rule_set import KindRules, RoleDefinition, RuleSet
from quorate_events.rules.validation import problems_of

_BY_KEY: tuple[tuple[str, type], ...] = (("kinds", KindRules), ("roles", RoleDefinition))


def parse_rule_set(file: str, content: bytes, calendars: Collection[str]) -> RuleSet:
    """Decode and check one rule set; ``calendars`` are the versions that exist.

    ``file`` is a name for people, without its folder. Raises
    :class:`~quorate_events.rules.files.BrokenRuleSet` naming every contradiction found.
    """
    value = read_json(file, content)
    _check_by_key(file, value)
    rule_set = shaped(file, value, RuleSet)
    problems = problems_of(rule_set, calendars)
    if problems:
        raise BrokenRuleSet(file, problems)
    return rule_set


def _check_by_key(file: str, value: Any) -> None:
    """Decode entry by entry first, because the decoder does not say in which entry of an object it failed."""
    if not isinstance(value, dict):
        raise BrokenRuleSet(file, (Problem("the whole file", "a rule set is a JSON object"),))
    for section, shape in _BY_KEY:
        entries = value.get(section)
        for key, entry in entries.items() if isinstance(entries, dict) else ():
            shaped(file, entry, shape, f"{section}.{key}")
