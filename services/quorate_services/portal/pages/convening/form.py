"""Reads the form by which a meeting is convened."""

from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid5

import msgspec

from quorate_services.portal.pages.chairing.dates import clock_of, day_of, filled, in_london
from quorate_services.portal.store.drafts import Fields
from quorate_services.portal.web.forms import Posted
from quorate_services.portal.web.london import as_date
from quorate_services.portal.web.words import WORDS

MOST_NEW = 12
LONGEST_NAME = 200


class NewChild(msgspec.Struct, frozen=True):
    """A child who is not known yet, in row ``place`` of the form."""

    place: int
    id: str
    name: str
    day: date
    unborn: bool


class Wanted(msgspec.Struct, frozen=True):
    """What the form asks for."""

    new: list[NewChild]
    children: list[dict[str, Any]]
    scheduled_for: datetime | None
    anchors: list[dict[str, str]]
    errors: dict[str, str]


def rows_of(fields: Fields, least: int) -> int:
    """Return how many rows for new children the form has."""
    given = (fields.get("rows") or [""])[0]
    return min(max(int(given) if given.isascii() and given.isdecimal() else least, least), MOST_NEW)


def read(sent: Posted, before: dict[str, Any] | None, chairs: dict[str, str], anchors: list[str]) -> Wanted:
    """Return what was filled in, with the errors by field."""
    errors: dict[str, str] = {}
    known = {each["childId"]: each for each in (before or {"children": []})["children"]}
    children = [
        {"childId": id_, "unborn": known[id_]["unborn"]} for id_ in sent.all("children") if id_ in known
    ]
    new = _new_children(sent, errors)
    children += [{"childId": child.id, "unborn": child.unborn} for child in new]
    if not children and not errors:
        errors["children" if known else "new-1-name"] = "Name at least one child"
    if not sent.get("reason"):
        errors["reason"] = "Enter why the meeting is held"
    day, clock = day_of(sent, "when"), clock_of(sent.get("time"))
    if day is None:
        errors["when-day"] = "Enter the day of the meeting, for example 27 3 2027"
    if clock is None:
        errors["time"] = "Enter the time of the meeting, like 2:30pm"
    if sent.get("form") not in WORDS["MeetingForm"]:
        errors["form"] = "Choose how the meeting is held"
    if sent.get("chair") not in chairs:
        errors["chair"] = "Choose who chairs the meeting"
    dates = []
    for anchor in anchors:
        on = day_of(sent, anchor)
        if on is None and filled(sent, anchor):
            errors[f"{anchor}-day"] = "This must be a real day"
        elif on is not None:
            dates.append({"anchor": anchor, "on": on.isoformat()})
    when = in_london(day, clock) if day is not None and clock is not None else None
    return Wanted(new, children, when, dates, errors)


def _new_children(sent: Posted, errors: dict[str, str]) -> list[NewChild]:
    found = []
    for place in range(1, rows_of(sent.fields, 1) + 1):
        name, field = sent.get(f"new-{place}-name"), f"new-{place}"
        if not name and not filled(sent, field):
            continue
        day = day_of(sent, field)
        if not name:
            errors[f"{field}-name"] = f"Enter the name of child {place}"
        elif len(name) > LONGEST_NAME:
            errors[f"{field}-name"] = f"The name of child {place} must have {LONGEST_NAME} signs or fewer"
        if day is None:
            errors[f"{field}-day"] = (
                f"Enter the date of birth of child {place}, or the day on which it is expected"
            )
        if name and day is not None:
            unborn = sent.get(f"{field}-unborn") == "yes"
            id_ = str(uuid5(_base(sent), f"child {place} {name} {day} {unborn}"))
            found.append(NewChild(place, id_, name, day, unborn))
    return found


def as_fields(before: dict[str, Any], anchors: list[str]) -> Fields:
    """Return what the form begins with after another meeting: its children, and the days known by it."""
    known = {each["anchor"]: each["on"] for each in before["anchors"]}
    held = before["heldOn"]
    if held and before["kind"] == "STRATEGY_DISCUSSION":
        known |= {"LAST_STRATEGY_DISCUSSION": held}
        known.setdefault("SECTION_47_STARTED", held)
    elif held:
        known |= {"LAST_CONFERENCE": before["closedOn"] or held}
    fields: Fields = {"children": [each["childId"] for each in before["children"]]}
    for anchor in anchors:
        day = as_date(known.get(anchor))
        if day is not None:
            fields |= {
                f"{anchor}-day": [str(day.day)],
                f"{anchor}-month": [str(day.month)],
                f"{anchor}-year": [str(day.year)],
            }
    return fields


def command_for(child: NewChild) -> UUID:
    """Return the id under which the child is registered: the same however often the form is sent."""
    return uuid5(UUID(child.id), "register")


def _base(sent: Posted) -> UUID:
    """Return what the ids of the children are made from.

    It stays when the form is shown again with an error, so that a child who was registered by then is not
    registered a second time.
    """
    try:
        return UUID(sent.get("base"))
    except ValueError:
        return sent.command_id
