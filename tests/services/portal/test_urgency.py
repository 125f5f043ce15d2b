"""Work is in order: what a meeting waits for, what is overdue, what is soon, the rest, and what is only noted."""

from datetime import date
from typing import Any

from quorate_services.portal.pages.my_work.urgency import groups, page_of

TODAY = date(2026, 11, 23)


def item(kind: str = "COMPLETE_ACTION", **more: Any) -> dict[str, Any]:
    told = {
        "meetingId": "m",
        "linkId": "l",
        "due": None,
        "overdue": False,
        "scheduledFor": "2026-01-05T10:00:00Z",
    }
    return {"kind": kind, **told, **more}


def test_work_is_grouped_by_urgency() -> None:
    items = [
        item("NOTE_CHAIR_CHANGE", overdue=True),
        item(due="2026-12-24"),
        item(due="2026-11-30"),
        item(overdue=True, due="2026-11-01"),
    ]
    before = [item("CONTRIBUTE", overdue=True, scheduledFor="2026-11-23T14:30:00Z")]
    assert [(group.title, len(group.items)) for group in groups([*items, *before], before, TODAY)] == [
        ("For a meeting today or tomorrow", 1),
        ("Overdue", 1),
        ("Due in the next 7 days", 1),
        ("Later, or without a date", 1),
        ("To be noted", 1),
    ]


def test_what_a_meeting_waits_for_comes_first_on_whichever_page_of_the_list_it_stands() -> None:
    overdue = [item(overdue=True, due="2025-01-01")] * 100
    far_behind = item("CONTRIBUTE", due="2026-11-23", scheduledFor="2026-11-24T10:00:00Z")
    next_week = item("CONTRIBUTE", due="2026-11-27", scheduledFor="2026-11-30T10:00:00Z")
    first, *others = groups(overdue, [far_behind, next_week], TODAY)
    assert (first.title, len(first.items)) == ("For a meeting today or tomorrow", 1)
    assert [group.title for group in others] == ["Overdue"]
    assert groups([far_behind], [], TODAY) == []


def test_each_kind_of_work_leads_to_its_page() -> None:
    assert page_of(item("ANSWER_INVITATION")) == "/meetings/m/invitations/l"
    assert page_of(item("CONTRIBUTE")) == "/meetings/m/contribution"
    assert page_of(item("COMPLETE_ACTION")) == "/meetings/m/actions/l"
    assert page_of(item("CONFIRM_RECORD")) == "/meetings/m/record"
    assert page_of(item("NOTE_CHAIR_CHANGE")) == "/meetings/m"
