"""Puts work in order: what a meeting waits for, what is overdue, soon or later, and what is only to be noted."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

import msgspec

from quorate_services.portal.web.london import as_date

SOON = timedelta(days=7)
_PAGES: Mapping[str, str] = {
    "ANSWER_INVITATION": "/meetings/{meetingId}/invitations/{linkId}",
    "CONTRIBUTE": "/meetings/{meetingId}/contribution",
    "DECLARE_INVOLVEMENT": "/meetings/{meetingId}/involvement",
    "RESPOND_TO_CHALLENGE": "/meetings/{meetingId}/involvement",
    "ACCEPT_ACTION": "/meetings/{meetingId}/actions/{linkId}",
    "COMPLETE_ACTION": "/meetings/{meetingId}/actions/{linkId}",
    "CHAIR_MEETING": "/meetings/{meetingId}/board",
    "ANSWER_DISSENT": "/meetings/{meetingId}/views/{linkId}",
    "CONFIRM_RECORD": "/meetings/{meetingId}/record",
    "ISSUE_RECORD": "/meetings/{meetingId}/record",
    "ISSUE_DECISION_LETTER": "/meetings/{meetingId}/record",
}
_MEETING = "/meetings/{meetingId}"
_BEFORE_IT = frozenset(
    {"ANSWER_INVITATION", "CONTRIBUTE", "DECLARE_INVOLVEMENT", "RESPOND_TO_CHALLENGE", "CHAIR_MEETING"}
)
"""What is worth little once the meeting is over."""


class Group(msgspec.Struct, frozen=True):
    """Work that is equally urgent."""

    title: str
    items: list[dict[str, Any]]


def groups(
    items: Iterable[dict[str, Any]], before_meetings: Iterable[dict[str, Any]], today: date
) -> list[Group]:
    """Return the work in groups, the most urgent first; in each the order stays as the API gives it.

    ``items`` is one page of the list, by date. What a meeting of today or tomorrow waits for may stand on any page, so
    it is taken from ``before_meetings`` alone, which the first page is given whole.
    """
    titles = (
        "For a meeting today or tomorrow",
        "Overdue",
        "Due in the next 7 days",
        "Later, or without a date",
        "To be noted",
    )
    sorted_: dict[str, list[dict[str, Any]]] = {title: [] for title in titles}
    for item in before_meetings:
        if _place(item, today) == 0:
            sorted_[titles[0]].append({**item, "page": page_of(item)})
    for item in items:
        if place := _place(item, today):
            sorted_[titles[place]].append({**item, "page": page_of(item)})
    return [Group(title, found) for title, found in sorted_.items() if found]


def page_of(item: Mapping[str, Any]) -> str:
    """Return the page on which a thing is done."""
    return _PAGES.get(item["kind"], _MEETING).format_map(item)


def _place(item: Mapping[str, Any], today: date) -> int:
    if item["kind"].startswith("NOTE_"):
        return 4
    held = as_date(item["scheduledFor"])
    if item["kind"] in _BEFORE_IT and held is not None and today <= held <= today + timedelta(days=1):
        return 0
    if item["overdue"]:
        return 1
    due = as_date(item["due"])
    return 2 if due is not None and due <= today + SOON else 3
