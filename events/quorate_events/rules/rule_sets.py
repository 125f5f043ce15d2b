"""The rule sets that exist, by name and version: those shipped, and those of a directory handed in."""

from collections.abc import Iterable, Mapping
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from quorate_events.errors import NotFound
from quorate_events.rules.calendar import WorkingDayCalendar
from quorate_events.rules.calendars import build_calendars
from quorate_events.rules.files import BrokenRuleSet, Problem
from quorate_events.rules.rule_set import RuleSet, RuleSetRef
from quorate_events.rules.rule_set_file import parse_rule_set

__all__ = ["BrokenRuleSet", "RuleSets", "UnknownRuleSet"]


class UnknownRuleSet(NotFound):
    """No rule set of that name, or not in that version."""

    code = "unknown_rule_set"

    def __init__(self, name: str, known: Iterable[str]) -> None:
        super().__init__(
            f"There is no rule set {name}.",
            f"Use one of: {', '.join(known)}. Or add its file to the rules directory.",
        )


class RuleSets:
    """Every rule set that this installation knows, and their calendars. Immutable once made."""

    def __init__(
        self, rule_sets: Mapping[RuleSetRef, RuleSet], calendars: Mapping[str, WorkingDayCalendar]
    ) -> None:
        self._rule_sets = dict(sorted(rule_sets.items(), key=lambda item: _order(item[0])))
        self._calendars = dict(calendars)

    @classmethod
    def packaged(cls) -> "RuleSets":
        """Load the rule sets and calendars that are shipped."""
        return cls({}, {})._with(resources.files("quorate_events.rules") / "data")

    @classmethod
    def from_directory(cls, path: Path) -> "RuleSets":
        """Load those shipped and the local ones: ``*.json`` in ``path``, calendars in ``path/calendars``.

        Raises :class:`BrokenRuleSet` for a directory that is not there, a file that cannot be used, and a
        version that exists already.
        """
        if not path.is_dir():
            raise BrokenRuleSet(path.name, (Problem("the directory", "there is no such directory"),))
        return cls.packaged()._with(path)

    def get(self, ref: RuleSetRef) -> RuleSet:
        """Return exactly the version named. Raises :class:`UnknownRuleSet`."""
        try:
            return self._rule_sets[ref]
        except KeyError:
            raise UnknownRuleSet(_name(ref), map(_name, self._rule_sets)) from None

    def latest(self, id: str) -> RuleSet:
        """Return the newest version of the rule set ``id``. Raises :class:`UnknownRuleSet`."""
        versions = [rule_set for ref, rule_set in self._rule_sets.items() if ref.id == id]
        if not versions:
            raise UnknownRuleSet(id, dict.fromkeys(ref.id for ref in self._rule_sets))
        return versions[-1]

    def all(self) -> tuple[RuleSet, ...]:
        """Return every version of every rule set, by name and then from old to new."""
        return tuple(self._rule_sets.values())

    def calendar_of(self, rule_set: RuleSet) -> WorkingDayCalendar:
        """Return the working-day calendar that ``rule_set`` names."""
        return self._calendars[rule_set.calendar]

    def _with(self, directory: Traversable) -> "RuleSets":
        calendars = build_calendars(_json_files(directory / "calendars"), self._calendars)
        rule_sets = dict(self._rule_sets)
        for file, content in _json_files(directory):
            rule_set = parse_rule_set(file, content, calendars)
            if rule_set.ref in rule_sets:
                raise BrokenRuleSet(file, (Problem("ref", f"{_name(rule_set.ref)} exists already"),))
            rule_sets[rule_set.ref] = rule_set
        return RuleSets(rule_sets, calendars)


def _json_files(directory: Traversable) -> list[tuple[str, bytes]]:
    if not directory.is_dir():
        return []
    files = sorted((each for each in directory.iterdir() if each.name.endswith(".json")), key=_file_name)
    return [(each.name, _content(each)) for each in files]


def _content(file: Traversable) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        why = f"it cannot be read ({type(error).__name__})"
        raise BrokenRuleSet(file.name, (Problem("the whole file", why),)) from None


def _file_name(file: Traversable) -> str:
    return file.name


def _name(ref: RuleSetRef) -> str:
    return f"{ref.id} {ref.version}"


def _order(ref: RuleSetRef) -> tuple[str, tuple[int, ...]]:
    return ref.id, tuple(int(part) for part in ref.version.split("-"))
