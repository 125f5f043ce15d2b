"""The columns of a register. The guide `docs/guides/import-register.md` is tested against this list."""

from typing import NamedTuple


class Column(NamedTuple):
    """One column: its name, whether the header must have it, and what goes into it."""

    name: str
    required: bool
    holds: str


COLUMNS: tuple[Column, ...] = (
    Column(
        "meeting_reference", True, "The register's own number of the meeting; the same in each of its rows."
    ),
    Column("kind", True, "strategy, initial, review, pre-birth or transfer-in."),
    Column("date", True, "The day it was held: 2024-05-31 or 31/05/2024."),
    Column("time", False, "When it began, London time, 24 hours; 10:00 when empty."),
    Column("form", False, "in_person, video, telephone or hybrid; in_person when empty."),
    Column("agency", True, "The organisation; empty for members of the family."),
    Column("sector", True, "The organisation's sector; empty for members of the family."),
    Column("role", True, "What the person was at the meeting: a role of the rule set, by code or by label."),
    Column("person", False, "The person's name; may be empty."),
    Column("answer", False, "accepted, apologies or deputy; empty when there was no answer."),
    Column("attendance", True, "attended, apologies, deputy, report_only, absent or excluded."),
    Column("mode", False, "in_person, video or telephone, for those who attended."),
    Column("report", False, "The day the agency's report came, or: nothing held; empty when none came."),
    Column("report_due", False, "When it was due. Compared with the rule set, which decides."),
    Column("involvement", False, "none, historic or current; empty when it was not recorded."),
    Column("significant", False, "yes or no: whether the involvement was significant."),
    Column(
        "child_references", True, "The register's own numbers of the children, with | between them. No names."
    ),
    Column("quorate", False, "yes, adjourned or proceeded, as recorded; empty: worked out by the rules."),
    Column("chair", False, "The chair's name; may be empty."),
)
NAMES = tuple(column.name for column in COLUMNS)
REQUIRED = tuple(column.name for column in COLUMNS if column.required)
OF_THE_MEETING = ("kind", "date", "time", "form", "child_references", "quorate", "chair")
"""Columns that say the same in every row of a meeting."""
