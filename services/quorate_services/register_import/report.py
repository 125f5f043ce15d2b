"""What an import did, or would do: for a person to read and for a program (JSON by msgspec)."""

from enum import StrEnum

import msgspec


class Outcome(StrEnum):
    """What became of one meeting of the register."""

    IMPORTED = "imported"
    WOULD_IMPORT = "would_import"
    ALREADY_IMPORTED = "already_imported"
    OTHER_CONTENT = "already_imported_with_other_content"
    BAD_ROWS = "bad_rows"
    REFUSED = "refused"


class Problem(msgspec.Struct, frozen=True):
    """One thing wrong in one place. ``line`` counts from 1, the header included; no content is quoted."""

    line: int
    column: str
    reason: str
    suggestion: str
    meeting_reference: str = ""


class MeetingResult(msgspec.Struct, frozen=True):
    """One meeting: its reference, its lines, what became of it, and why it was not written."""

    reference: str
    lines: tuple[int, ...]
    outcome: Outcome
    reason: str = ""


class ImportReport(msgspec.Struct, frozen=True):
    """The whole import. ``agencies`` are the names registered (in a dry run: that would be)."""

    dry_run: bool
    rows: int
    meetings: tuple[MeetingResult, ...]
    agencies: tuple[str, ...]
    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...]

    def count(self, outcome: Outcome) -> int:
        """Return how many meetings had that outcome."""
        return sum(meeting.outcome is outcome for meeting in self.meetings)

    @property
    def complete(self) -> bool:
        """True when nothing of the register was left out."""
        left_out = (Outcome.BAD_ROWS, Outcome.OTHER_CONTENT, Outcome.REFUSED)
        return not self.problems and not any(self.count(outcome) for outcome in left_out)


class ImportProgress(msgspec.Struct, frozen=True):
    """Meetings dealt with so far, and all of them."""

    done: int
    total: int
