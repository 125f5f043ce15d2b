"""What can be changed about a meeting, and when: only what the API takes is offered."""

from typing import Any

import msgspec

_PLANS = frozenset({"PLAN_MADE", "PLAN_CONTINUED"})


class Offer(msgspec.Struct, frozen=True):
    """One change: the last word of its address, how it reads, and why it cannot be made now (empty: it can)."""

    step: str
    text: str
    not_now: str


def offers(meeting: dict[str, Any]) -> list[Offer]:
    """Return the changes of a meeting in the order in which they are offered."""
    status = meeting["status"]
    ended = status in ("CLOSED", "CONFIRMED")
    over = "The meeting is cancelled." if status == "CANCELLED" else "The meeting is closed." if ended else ""
    sits = over or ("A sitting is open: close it first." if status == "IN_SESSION" else "")
    decided = any(each["decisions"] for each in meeting["children"]) or bool(meeting["actions"])
    cancel = sits or ("Something was decided or agreed: close the meeting." if decided else "")
    return [
        Offer("move", "Move the meeting to another time or place", sits),
        Offer("chair", "Name another chair", over),
        Offer("cancel", "Cancel the meeting", cancel),
        Offer("core-group", "Record when the core group met", _no_core_group(meeting)),
    ]


def _no_core_group(meeting: dict[str, Any]) -> str:
    if meeting["kind"] == "STRATEGY_DISCUSSION":
        return "A strategy discussion has no core group."
    if meeting["status"] == "CANCELLED":
        return "The meeting is cancelled."
    if meeting["status"] not in ("CLOSED", "CONFIRMED"):
        return "The core group meets after the conference is closed."
    outcomes = {each["outcome"] for child in meeting["children"] for each in child["decisions"][-1:]}
    return "" if outcomes & _PLANS else "No child of this meeting has a child protection plan."
