"""Everybody who may be at a sitting, one row each, and what a form says of them."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid5

import msgspec

from quorate_services.portal.pages.chairing.chaired import Chaired, agency_name
from quorate_services.portal.web.forms import Posted

HOW: tuple[tuple[str, str], ...] = (
    ("", "Not recorded"),
    ("IN_PERSON", "Here in person"),
    ("VIDEO", "Here by video"),
    ("TELEPHONE", "Here by telephone"),
    ("APOLOGIES", "Sent apologies"),
    ("REPRESENTED_BY_DEPUTY", "A deputy came instead"),
    ("REPORT_ONLY", "Sent a report only"),
    ("ABSENT_WITHOUT_APOLOGY", "Absent without apology"),
    ("EXCLUDED", "Excluded by the chair"),
)
MODES = frozenset({"IN_PERSON", "VIDEO", "TELEPHONE"})
_VALUES = frozenset(value for value, _ in HOW)
OTHERS = 2
"""Empty rows for people who were not asked: the family, an advocate, an interpreter."""


class Row(msgspec.Struct, frozen=True):
    """One person who may be there. ``how`` is what is recorded of them by now."""

    id: str
    role: str
    name: str
    agency_id: str | None = None
    agency: str = ""
    practitioner_id: str | None = None
    how: str = ""


def rows(chaired: Chaired) -> list[Row]:
    """Return a row for everybody who is invited, for their deputies, and for whoever is on the list besides."""
    found = {row.id: row for row in _invited(chaired)}
    for attendee in (chaired.sitting or {"attendance": []})["attendance"]:
        known = found.get(attendee["attendeeId"]) or _same_person(found, attendee)
        how = attendee["mode"] or attendee["status"]
        if known is not None:
            found[known.id] = msgspec.structs.replace(
                known, id=attendee["attendeeId"], how=how, name=_name(attendee) or known.name
            )
            continue
        found[attendee["attendeeId"]] = Row(
            attendee["attendeeId"],
            attendee["role"],
            _name(attendee),
            attendee["agencyId"],
            agency_name(attendee) if attendee["agencyId"] else "",
            attendee["practitionerId"],
            how,
        )
    return list(found.values())


def _invited(chaired: Chaired) -> Iterator[Row]:
    for each in chaired.invitations:
        own = each["practitionerId"]
        name = each["practitioner"]["name"] if each["practitioner"] else ""
        id_ = own or str(uuid5(UUID(chaired.id), f"invited {each['invitationId']}"))
        yield Row(id_, each["role"], name, each["agencyId"], agency_name(each), own)
        deputy = each["deputy"]
        if each["answer"] == "DEPUTY_NAMED" and deputy:
            other = deputy["practitionerId"]
            id_ = other or str(uuid5(UUID(chaired.id), f"deputy {each['invitationId']} {deputy['name']}"))
            yield Row(id_, deputy["role"], deputy["name"], each["agencyId"], agency_name(each), other)


def _same_person(found: dict[str, Row], attendee: dict[str, Any]) -> Row | None:
    person = attendee["practitionerId"]
    return next((row for row in found.values() if person and row.practitioner_id == person), None)


def _name(attendee: dict[str, Any]) -> str:
    named = attendee["practitioner"]
    return str(attendee["name"] or (named["name"] if named else ""))


def attendees(
    sent: Posted, known: list[Row], roles: frozenset[str]
) -> tuple[list[dict[str, Any]], dict[str, str]]:
    """Return what changed, as the API takes it, and the errors by field.

    Only what this form changed is sent: what somebody else recorded meanwhile stays.
    """
    changed, errors = [], {}
    for row in known:
        how, name = sent.get(f"how-{row.id}"), sent.get(f"name-{row.id}") or row.name
        if how not in _VALUES or how in ("", sent.get(f"was-{row.id}")):
            continue
        if not name:
            errors[f"name-{row.id}"] = f"Enter the name of whoever is there for {row.agency}"
        changed.append(_attendee(row.id, row.role, how, name, row.agency_id, row.practitioner_id))
    for place in range(1, OTHERS + 1):
        name, role, how = (sent.get(f"other-{place}-{field}") for field in ("name", "role", "how"))
        if not (name or role):
            continue
        if not name:
            errors[f"other-{place}-name"] = f"Enter the name of person {place}"
        if role not in roles:
            errors[f"other-{place}-role"] = f"Choose what person {place} is to the child, or does"
        if how not in _VALUES or not how:
            errors[f"other-{place}-how"] = f"Choose how person {place} is there"
        agency = sent.get(f"other-{place}-agency") or None
        id_ = str(uuid5(sent.command_id, f"person {place}"))
        changed.append(_attendee(id_, role, how, name, agency, None))
    return changed, errors


def _attendee(
    id_: str, role: str, how: str, name: str, agency_id: str | None, practitioner_id: str | None
) -> dict[str, Any]:
    here = how in MODES
    said = {
        "attendeeId": id_,
        "role": role,
        "status": "ATTENDED" if here else how,
        "mode": how if here else None,
        "agencyId": agency_id,
        "practitionerId": practitioner_id,
        "name": "" if practitioner_id else name,
    }
    return {field: value for field, value in said.items() if value is not None}
