"""One row of a register, understood; every problem of the row is collected before any is reported."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TypeVar

from quorate_events.checks import LONGEST_NAME, ControlCharacters, well_formed
from quorate_events.errors import Invalid
from quorate_events.meetings.vocabulary import (
    AttendanceMode,
    AttendanceStatus,
    InvitationAnswer,
    InvolvementLevel,
    MeetingForm,
    MeetingKind,
    Quoracy,
    Sector,
)
from quorate_events.rules.calendar import WorkingDayCalendar
from quorate_events.rules.london_time import london_date, london_to_utc
from quorate_events.rules.rule_set import RuleSet
from quorate_services.register_import import words
from quorate_services.register_import.columns import REQUIRED
from quorate_services.register_import.reading import LONGEST_FIELD, LONGEST_REFERENCE, RawRow
from quorate_services.register_import.report import Problem

T = TypeVar("T")
_UK = re.compile(r"^(\d{1,2})/(\d{1,2})/(\d{4})$")
_ISO = re.compile(r"^(\d{4})-(\d{2})-(\d{2})$")
_TIME = re.compile(r"^([01]?\d|2[0-3])[:.]([0-5]\d)$")
_FORMULA = ("=", "+", "-", "@", "\t")
_NAMES = ("agency", "person", "chair")
_OFTEN_EMPTY = ("agency", "sector")


@dataclass(frozen=True)
class RegisterRow:
    """One invitee at one meeting. ``opened`` is UTC; ``report`` a day, or True for nothing held."""

    line: int
    reference: str
    kind: MeetingKind
    opened: datetime
    form: MeetingForm
    agency: str
    sector: Sector | None
    role: str
    person: str
    answer: InvitationAnswer | None
    attendance: AttendanceStatus
    mode: AttendanceMode | None
    report: date | None
    nothing_held: bool
    report_due: date | None
    involvement: InvolvementLevel | None
    significant: bool
    children: tuple[str, ...]
    quorate: Quoracy | None
    chair: str


class RowParser:
    """Understands rows against one rule set and calendar. ``today`` is the last day that counts as past."""

    def __init__(self, rule_set: RuleSet, calendar: WorkingDayCalendar, today: date) -> None:
        self._rule_set, self._calendar, self._today = rule_set, calendar, today
        self._roles = {words.folded(code): code for code in rule_set.roles}
        for code, role in rule_set.roles.items():
            self._roles.setdefault(words.folded(role.label), code)
            self._roles.setdefault(words.folded(rule_set.label(code)), code)
        self._sectors = {words.folded(sector.value): sector for sector in Sector}
        for sector in Sector:
            self._sectors.setdefault(words.folded(rule_set.label(sector)), sector)
        self._kinds = {word: kind for word, kind in words.KINDS.items() if kind in rule_set.kinds}

    def parse(self, raw: RawRow) -> tuple[RegisterRow | None, list[Problem]]:
        """Return the row and no problem, or no row and every problem found."""
        reading = _Reading(raw)
        if raw.found != raw.expected:
            reading.problem(
                "",
                f"The row has {raw.found} fields and the header {raw.expected}.",
                "Put a text that holds the separator in quotation marks.",
            )
            return None, reading.problems
        row = self._row(reading)
        if not reading.problems:
            self._contradictions(reading, row)
        return (None if reading.problems else row), reading.problems

    def _row(self, reading: "_Reading") -> RegisterRow:
        for name in REQUIRED:
            if name not in _OFTEN_EMPTY and not reading.text(name):
                reading.problem(name, "The field is empty.", "Fill it in; the guide says with what.")
        day = self._day(reading, "date") or self._today
        role = reading.word("role", self._roles) or ""
        report = reading.text("report")
        nothing_held = words.folded(report) in ("nothing_held", "nil", "nil_return")
        return RegisterRow(
            line=reading.raw.line,
            reference=reading.text("meeting_reference"),
            kind=reading.word("kind", self._kinds) or MeetingKind.INITIAL_CONFERENCE,
            opened=self._opened(reading, day),
            form=reading.word("form", words.FORMS) or MeetingForm.IN_PERSON,
            agency=" ".join(reading.text("agency").split()),
            sector=reading.word("sector", self._sectors),
            role=role,
            person=" ".join(reading.text("person").split()),
            answer=reading.word("answer", words.ANSWERS),
            attendance=reading.word("attendance", words.ATTENDANCES) or AttendanceStatus.ATTENDED,
            mode=reading.word("mode", words.MODES),
            report=None if nothing_held else self._day(reading, "report"),
            nothing_held=nothing_held,
            report_due=self._day(reading, "report_due", past=False),
            involvement=reading.word("involvement", words.INVOLVEMENTS),
            significant=reading.word("significant", words.YES_OR_NO) or False,
            children=_references(reading),
            quorate=reading.word("quorate", words.QUORACIES),
            chair=" ".join(reading.text("chair").split()),
        )

    def _contradictions(self, reading: "_Reading", row: RegisterRow) -> None:
        family = self._rule_set.roles[row.role].family
        if family and (row.agency or row.sector):
            reading.problem(
                "agency", "A member of the family has no agency.", "Leave agency and sector empty."
            )
        if not family and (not row.agency or row.sector is None):
            reading.problem("agency", "A professional needs agency and sector.", "Fill in both.")
        attended = row.attendance in (AttendanceStatus.ATTENDED, AttendanceStatus.REPRESENTED_BY_DEPUTY)
        if row.mode is not None and not attended:
            reading.problem("mode", "A person who did not attend has a mode.", "Leave the mode empty.")
        if row.significant and row.involvement in (None, InvolvementLevel.NONE):
            reading.problem("significant", "Significant, but not involved.", "Say historic or current.")
        if row.attendance is AttendanceStatus.REPORT_ONLY and row.report is None:
            reading.problem("report", "Report only, but no report.", "Give the day on which it came.")
        if row.report is not None and row.report > london_date(row.opened):
            reading.problem(
                "report",
                "The report came after the meeting, which could not use it.",
                "Leave the field empty; the import counts reports that the meeting had.",
            )

    def _day(self, reading: "_Reading", name: str, *, past: bool = True) -> date | None:
        text = reading.text(name)
        if not text:
            return None
        found, uk = _ISO.match(text), _UK.match(text)
        try:
            if found:
                day = date(*(int(part) for part in found.groups()))
            elif uk:
                day = date(int(uk[3]), int(uk[2]), int(uk[1]))
            else:
                reading.problem(name, "This is not a date.", "Write 2024-05-31 or 31/05/2024.")
                return None
            self._calendar.require(day)
        except Invalid as error:
            reading.problem(name, error.message, error.suggestion)
            return None
        except ValueError:
            reading.problem(name, "There is no such day.", "Check day, month and year.")
            return None
        if past and day > self._today:
            reading.problem(
                name, "The day lies in the future.", "A register tells of meetings that were held."
            )
            return None
        return day

    def _opened(self, reading: "_Reading", day: date) -> datetime:
        text = reading.text("time") or "10:00"
        found = _TIME.match(text)
        if not found:
            reading.problem("time", "This is not a time.", "Write 09:30.")
        at = time(int(found[1]), int(found[2])) if found else time(10)
        try:
            return london_to_utc(datetime.combine(day, at), "first")
        except Invalid as error:
            reading.problem("time", error.message, error.suggestion)
            return london_to_utc(datetime.combine(day, time(10)))


class _Reading:
    """Takes fields out of one raw row, and collects what is wrong with them."""

    def __init__(self, raw: RawRow) -> None:
        self.raw = raw
        self.problems: list[Problem] = []
        self._checked: set[str] = set()

    def problem(self, column: str, reason: str, suggestion: str) -> None:
        reference = self.raw.fields.get("meeting_reference", "")[:LONGEST_REFERENCE]
        self.problems.append(Problem(self.raw.line, column, reason, suggestion, reference))

    def text(self, name: str) -> str:
        text = self.raw.fields.get(name, "")
        if name not in self._checked:
            self._checked.add(name)
            self._check(name, text)
        return text

    def word(self, name: str, table: Mapping[str, T]) -> T | None:
        text = self.text(name)
        if not text:
            return None
        found = table.get(words.folded(text))
        if found is None:
            some = ", ".join(list(table)[:8])
            self.problem(name, "The import does not know this word.", f"Use one of: {some} …")
        return found

    def _check(self, name: str, text: str) -> None:
        if len(text) > LONGEST_FIELD:
            self.problem(name, f"The field is longer than {LONGEST_FIELD} characters.", "Shorten it.")
        elif name in _NAMES and len(text) > LONGEST_NAME:
            self.problem(name, f"The name is longer than {LONGEST_NAME} characters.", "Shorten it.")
        if name == "meeting_reference" and len(text) > LONGEST_REFERENCE:
            self.problem(name, f"The reference is longer than {LONGEST_REFERENCE} characters.", "Shorten it.")
        try:
            well_formed(text, len(text.encode()))
        except ControlCharacters:
            self.problem(name, "The field holds control characters.", "Type the text again.")
        if text.startswith(_FORMULA):
            self.problem(
                name,
                "The field begins like a formula, which a spreadsheet would carry out.",
                "Remove the first character.",
            )


def _references(reading: _Reading) -> tuple[str, ...]:
    given = [part.strip() for part in reading.text("child_references").split("|")]
    found = tuple(part for part in given if part)
    if len(set(found)) < len(found):
        reading.problem("child_references", "A child is named twice.", "Name each child once.")
    return found
