"""A page says in words that a text was erased, and no form and no message carries the sign for it on."""

from datetime import UTC, date, datetime
from typing import Any

from quorate_events.personal import ERASED
from quorate_services.portal.pages.asking.sent_out import invitation_text
from quorate_services.portal.pages.decisions.routes import as_fields
from quorate_services.portal.web.assets import Assets
from quorate_services.portal.web.erased import to_write_anew
from quorate_services.portal.web.templates import environment

PAGES = environment(Assets(), lambda: date(2026, 11, 23))
AT = datetime(2026, 11, 23, 14, 5, tzinfo=UTC).isoformat()


def part(**more: Any) -> dict[str, Any]:
    told = {
        "partId": "p",
        "heading": "WORRIES",
        "child": {"name": ERASED},
        "audience": "RESTRICTED",
        "release": "ON_SUBMISSION",
        "released": True,
        "submittedAt": AT,
        "withdrawn": None,
        "restriction": None,
        "text": ERASED,
    }
    wordings = [{"text": ERASED, "at": AT, "reason": ""}, {"text": ERASED, "at": AT, "reason": ERASED}]
    return {**told, "wordings": wordings, **more}


def test_a_part_that_was_erased_is_shown_in_words() -> None:
    page = PAGES.from_string("{% from 'parts.html' import part_shown %}{{ part_shown(part) }}")
    shown = page.render(part=part())
    assert ERASED not in shown
    # The text, the child's name, and the earlier wording with the reason of the later one.
    assert shown.count("(erased)") == 4


def test_text_beside_it_stays_escaped() -> None:
    page = PAGES.from_string("{{ text }}{{ ('<b>' | safe) ~ text }}")
    assert page.render(text=f"<i>{ERASED}") == "&lt;i&gt;(erased)<b>&lt;i&gt;(erased)"


def test_a_form_begins_empty_where_the_text_was_erased() -> None:
    assert (to_write_anew(ERASED), to_write_anew(None), to_write_anew("Said.")) == ("", "", "Said.")
    decision = {
        "outcome": "NO_FURTHER_ACTION",
        "category": None,
        "basis": "UNANIMOUS",
        "rationale": ERASED,
        "immediateAction": ERASED,
        "medical": False,
        "conferenceRequired": False,
    }
    fields = as_fields(decision)
    assert (fields["rationale"], fields["immediate"]) == ([""], [""])


def test_what_is_sent_out_leaves_out_a_place_that_was_erased() -> None:
    meeting = {
        "meetingId": "m",
        "kind": "INITIAL_CONFERENCE",
        "scheduledFor": AT,
        "form": "IN_PERSON",
        "place": ERASED,
    }
    text = invitation_text(
        "https://portal.example.test", meeting, {"invitationId": "i", "reportDue": None}, "police officer"
    )
    assert "How and where: In person\n" in text
