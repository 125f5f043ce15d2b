"""A contribution becomes what the API takes, part by part, and what is missing is named."""

from datetime import UTC, datetime

from quorate_services.portal.pages.contribution.fields import (
    contribution_from,
    errors_in,
    next_number,
    parts_of,
)
from quorate_services.portal.pages.contribution.preview import preview

NOW = datetime(2026, 11, 23, 14, 5, tzinfo=UTC)
NAMES = {"c1": "Maisie"}
PART = {
    "part": ["1"],
    "p1-heading": ["WORRIES"],
    "p1-text": ["Bail was broken."],
    "p1-audience": ["PROFESSIONALS_ONLY"],
}
RESTRICTED = {
    **PART,
    "p1-audience": ["RESTRICTED"],
    "p1-ground": ["POLICE_INTELLIGENCE"],
    "p1-reason": ["A source."],
    "p1-agency_ids": ["a1", "a2"],
}


def test_a_part_is_sent_as_it_was_written() -> None:
    written = contribution_from(PART, ["c1"])
    assert errors_in(written, NAMES, NOW) == {}
    assert parts_of(written) == [
        {
            "heading": "WORRIES",
            "text": "Bail was broken.",
            "audience": "PROFESSIONALS_ONLY",
            "release": "ON_SUBMISSION",
        }
    ]


def test_wishes_and_feelings_are_a_part_of_their_own_for_each_child() -> None:
    written = contribution_from(
        {"wish-c1": ["Wants the shouting to stop."], "wish_audience": ["SHAREABLE_WITH_FAMILY"]}, ["c1"]
    )
    assert errors_in(written, NAMES, NOW) == {}
    (part,) = parts_of(written)
    assert (part["heading"], part["childId"]) == ("CHILDS_WISHES_AND_FEELINGS", "c1")


def test_a_restriction_is_sent_with_ground_reason_and_agencies() -> None:
    (part,) = parts_of(contribution_from(RESTRICTED, []))
    assert part["restriction"] == {
        "ground": "POLICE_INTELLIGENCE",
        "reason": "A source.",
        "agencyIds": ["a1", "a2"],
    }


def test_a_restriction_that_was_unchosen_again_is_not_sent() -> None:
    (part,) = parts_of(contribution_from({**RESTRICTED, "p1-audience": ["PROFESSIONALS_ONLY"]}, []))
    assert "restriction" not in part


def test_an_empty_form_and_a_text_that_is_too_long_are_told() -> None:
    assert list(errors_in(contribution_from({}, []), {}, NOW)) == ["p1-text"]
    long = contribution_from({**PART, "p1-text": ["é" * 40_000]}, [])
    assert "too long" in errors_in(long, {}, NOW)["p1-text"]


def test_a_release_in_the_past_is_told() -> None:
    at = {
        "p1-release": ["AT_TIME"],
        "p1-day": ["1"],
        "p1-month": ["11"],
        "p1-year": ["2026"],
        "p1-time": ["9am"],
    }
    assert "must lie ahead" in errors_in(contribution_from({**PART, **at}, []), {}, NOW)["p1-day"]


def test_numbers_of_parts_that_no_page_makes_are_not_taken() -> None:
    written = contribution_from({"part": ["1", "1", "x", "-1", "999", "2"]}, [])
    assert [part.key for part in written.parts] == ["p1", "p2"]
    assert next_number({"part": ["1", "7", "x"]}) == "8"


def test_the_family_is_shown_what_is_marked_for_it_and_nothing_else() -> None:
    shared = {**PART, "p1-audience": ["SHAREABLE_WITH_FAMILY"]}
    for fields, chair, agencies, family in ((shared, 1, 1, 1), (PART, 1, 1, 0), (RESTRICTED, 1, 0, 0)):
        seen = preview(parts_of(contribution_from(fields, [])), {}, {"a1": "Trust", "a2": "School"})
        assert (len(seen.chair), len(seen.agencies), len(seen.family)) == (chair, agencies, family)
