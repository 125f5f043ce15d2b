"""What stands on the board, and what is new on it."""

from collections.abc import Mapping
from typing import Any

Told = Mapping[str, Any]


def shown(told: Told) -> dict[str, Any]:
    """Return what the template shows of the API's answer to the document ``board``."""
    grid = told["attendanceGrid"] or {
        "sittings": 0,
        "attendees": [],
        "missing": [],
        "notAnswered": [],
        "invitees": [],
    }
    quoracy = told["quoracy"] or {"sittings": []}
    latest = [each for each in grid["attendees"] if each["sitting"] == grid["sittings"]]
    return {
        "meeting": told["meeting"],
        "here": [each for each in latest if each["status"] == "ATTENDED"],
        "missing": grid["missing"],
        "silent": grid["notAnswered"],
        "replies": [each for each in grid["invitees"] if each["answer"]],
        "quorate": quoracy["sittings"][-1] if quoracy["sittings"] else None,
        "consecutive": quoracy.get("consecutiveInquorate") and not quoracy.get("consecutiveInquorateAllowed"),
        "agencies": told["informationShared"]["agencies"],
        "earlier": told["earlierMeetings"],
    }


def news(before: Told | None, after: Told) -> str:
    """Return in a short sentence what is new, to be read out; nothing where nobody needs to hear it."""
    if before is None:
        return ""
    known = {each["agencyId"]: _stands(each) for each in before["agencies"]}
    names = [
        each["agency"]["name"] if each["agency"] else "An agency"
        for each in after["agencies"]
        if known.get(each["agencyId"]) != _stands(each)
    ]
    said = [f"New from {' and '.join(names)}."] if names else []
    quorate = [each["quorate"]["quorate"] if each["quorate"] else None for each in (before, after)]
    if quorate[0] != quorate[1] and quorate[1] is not None:
        said.append("The meeting is quorate." if quorate[1] else "The meeting is not quorate.")
    if len(before["here"]) != len(after["here"]):
        said.append(f"{len(after['here'])} here.")
    return " ".join(said)


def _stands(information: Told) -> tuple[Any, ...]:
    parts = tuple(
        (each["partId"], len(each["wordings"]), each["withdrawn"] is not None)
        for each in information["parts"]
    )
    return information["status"], parts
