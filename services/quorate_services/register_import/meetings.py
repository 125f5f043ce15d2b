"""From rows to meetings: rows of one reference belong together and must not contradict each other."""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b

import msgspec

from quorate_events.meetings.vocabulary import Sector
from quorate_events.rules.calendar import WorkingDayCalendar
from quorate_events.rules.clocks import report_due
from quorate_events.rules.london_time import london_date
from quorate_events.rules.rule_set import RuleSet
from quorate_services.register_import.reading import LONGEST_REFERENCE, RawRow
from quorate_services.register_import.report import Problem
from quorate_services.register_import.rows import RegisterRow, RowParser

_SAME = (
    ("kind", "kind"),
    ("opened", "date"),
    ("form", "form"),
    ("children", "child_references"),
    ("quorate", "quorate"),
    ("chair", "chair"),
)
_SAME_OF_AGENCY = (("involvement", "involvement"), ("report", "report"), ("nothing_held", "report"))


@dataclass(frozen=True)
class RegisterMeeting:
    """One meeting of the register, sound in itself. ``rows`` stand in the order of the file."""

    reference: str
    rows: tuple[RegisterRow, ...]

    @property
    def lines(self) -> tuple[int, ...]:
        """The lines it was read from."""
        return tuple(row.line for row in self.rows)

    def content_hash(self) -> bytes:
        """Return 32 bytes that differ when anything but line numbers and the order of rows differs."""
        rows = sorted(
            msgspec.json.encode({k: v for k, v in vars(row).items() if k != "line"}) for row in self.rows
        )
        return blake2b(b"\n".join(rows), digest_size=32).digest()


@dataclass(frozen=True)
class Register:
    """A file, understood: sound meetings, the lines of unsound ones by reference, problems and warnings."""

    rows: int
    meetings: tuple[RegisterMeeting, ...]
    unsound: dict[str, tuple[int, ...]]
    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...]


def understand(
    raw_rows: Iterable[RawRow], parser: RowParser, rule_set: RuleSet, calendar: WorkingDayCalendar
) -> Register:
    """Understand every row, and find the meetings. Raises ``RegisterUnreadable`` from the rows."""
    lines: dict[str, list[int]] = {}
    rows: dict[str, list[RegisterRow]] = {}
    problems: list[Problem] = []
    count = 0
    for raw in raw_rows:
        count += 1
        row, wrong = parser.parse(raw)
        reference = raw.fields.get("meeting_reference", "")[:LONGEST_REFERENCE]
        lines.setdefault(reference, []).append(raw.line)
        problems += wrong
        if row is not None:
            rows.setdefault(row.reference, []).append(row)
    for group in rows.values():
        problems += _contradictions(group)
    problems += _sectors(row for group in rows.values() for row in group)
    bad = {problem.meeting_reference for problem in problems}
    meetings = tuple(
        RegisterMeeting(reference, tuple(group)) for reference, group in rows.items() if reference not in bad
    )
    warnings = tuple(w for meeting in meetings for w in _other_due_dates(meeting, rule_set, calendar))
    unsound = {reference: tuple(lines[reference]) for reference in lines if reference in bad}
    return Register(count, meetings, unsound, tuple(sorted(problems, key=_place)), warnings)


def _place(problem: Problem) -> tuple[int, str]:
    return problem.line, problem.column


def _contradictions(rows: list[RegisterRow]) -> list[Problem]:
    first, problems = rows[0], []
    seen: dict[tuple[str, str, str], int] = {}
    of_agency: dict[str, RegisterRow] = {}
    for row in rows:
        for name, column in _SAME:
            if getattr(row, name) != getattr(first, name):
                reason = f"Differs from line {first.line}, which is about the same meeting."
                problems.append(_problem(row, column, reason, "Make the rows of the meeting agree."))
        key = (row.agency.casefold(), row.role, row.person.casefold())
        if key in seen:
            reason = f"The same agency, role and person stand in line {seen[key]}."
            problems.append(_problem(row, "agency", reason, "Delete one row, or name the persons."))
        seen.setdefault(key, row.line)
        if not row.agency:
            continue
        known = of_agency.setdefault(row.agency.casefold(), row)
        for name, column in _SAME_OF_AGENCY:
            told, now = getattr(known, name), getattr(row, name)
            if told and now and told != now:
                reason = f"Differs from line {known.line}, which is about the same agency."
                problems.append(_problem(row, column, reason, "Make the rows of the agency agree."))
    return problems


def _sectors(rows: Iterable[RegisterRow]) -> list[Problem]:
    """An agency is in one sector, throughout the file."""
    known: dict[str, tuple[Sector | None, int]] = {}
    problems = []
    for row in rows:
        if not row.agency:
            continue
        sector, line = known.setdefault(row.agency.casefold(), (row.sector, row.line))
        if sector is not row.sector:
            reason = f"This agency is in another sector in line {line}."
            problems.append(_problem(row, "sector", reason, "Give each agency one sector."))
    return problems


def _other_due_dates(
    meeting: RegisterMeeting, rule_set: RuleSet, calendar: WorkingDayCalendar
) -> list[Problem]:
    first = meeting.rows[0]
    due = report_due(rule_set.kinds[first.kind], london_date(first.opened), calendar)
    return [
        _problem(
            row, "report_due", "The rule set has another day; that one counts.", "Nothing has to be done."
        )
        for row in meeting.rows
        if row.report_due is not None and row.report_due != due
    ]


def _problem(row: RegisterRow, column: str, reason: str, suggestion: str) -> Problem:
    return Problem(row.line, column, reason, suggestion, row.reference)
