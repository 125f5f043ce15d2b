"""Which pages the menu offers to whom. It only saves a click: what somebody may see, the API decides."""

from collections.abc import Iterable

import msgspec


class MenuItem(msgspec.Struct, frozen=True):
    """One entry: where it leads, how it reads, whose it is by duty (none: everybody's), and what it is for.

    ``purpose`` is how the first page of somebody without a work list leads there.
    """

    path: str
    text: str
    duties: frozenset[str] = frozenset()
    purpose: str = ""


_TAKES_PART = frozenset({"PRACTITIONER", "CONFERENCE_ADMINISTRATOR"})
_ACTS = _TAKES_PART | {"AGENCY_COORDINATOR"}
_SEES_TRENDS = _ACTS | {"SAFEGUARDING_PARTNER", "BOARD_ANALYST"}
_CHECKS = frozenset({"AUDITOR", "DATA_PROTECTION_OFFICER"})

MENU = (
    MenuItem("/", "My work"),
    MenuItem("/meetings", "Meetings", _TAKES_PART),
    MenuItem("/actions", "Actions", _ACTS),
    MenuItem("/agency", "Agency", frozenset({"AGENCY_COORDINATOR"})),
    MenuItem("/measures", "Measures", _SEES_TRENDS, "See in charts how agencies come, answer and act"),
    MenuItem("/convene", "Convene", frozenset({"CONFERENCE_ADMINISTRATOR"})),
    MenuItem("/looks", "Looks", _CHECKS, "Find who looked at a record, and what is unusual"),
    MenuItem(
        "/oversight",
        "Oversight",
        _CHECKS,
        "See openings in an emergency, and who changed chairs and sign-ins",
    ),
    MenuItem(
        "/erasure",
        "Erasure and holds",
        _CHECKS | {"SAFEGUARDING_PARTNER"},
        "See which data are to be erased, and which are held",
    ),
    MenuItem("/timelines", "Timelines", _CHECKS | {"REVIEWER"}, "Read what was known in a meeting, and when"),
    MenuItem("/verification", "Verification", _CHECKS, "Prove that nothing was altered"),
)


def menu(duties: Iterable[str]) -> list[MenuItem]:
    """Return the entries for somebody with these duties."""
    held = set(duties)
    return [item for item in MENU if not item.duties or item.duties & held]
