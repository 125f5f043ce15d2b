"""What is read out when the board changes, and which parts stand in whose record."""

from typing import Any

import pytest

from quorate_services.portal.errors import Said
from quorate_services.portal.pages.board.shown import news
from quorate_services.portal.pages.record.versions import version_for


def agency(name: str, *parts: dict[str, Any], status: str = "SUBMITTED") -> dict[str, Any]:
    return {"agencyId": name, "agency": {"name": name}, "status": status, "parts": list(parts)}


def part(id_: str = "1", **other: Any) -> dict[str, Any]:
    return {
        "partId": id_,
        "agencyId": "police",
        "wordings": [{}],
        "withdrawn": None,
        "released": True,
        "text": "text",
        "audience": "PROFESSIONALS_ONLY",
        "restriction": None,
        **other,
    }


def board(*agencies: dict[str, Any], quorate: bool | None = None, here: int = 0) -> dict[str, Any]:
    return {
        "agencies": list(agencies),
        "quorate": None if quorate is None else {"quorate": quorate},
        "here": [{}] * here,
    }


def test_nothing_is_said_of_the_first_look_or_of_no_change() -> None:
    shown = board(agency("police", part()))
    assert news(None, shown) == ""
    assert news(shown, shown) == ""


@pytest.mark.parametrize(
    "after",
    [
        agency("police", part(), part("2")),
        agency("police", part(wordings=[{}, {}])),
        agency("police", part(withdrawn={"at": "now"})),
        agency("police", part(), status="WITHDRAWN"),
    ],
    ids=["added", "corrected", "withdrawn", "status"],
)
def test_whatever_an_agency_changes_is_said(after: dict[str, Any]) -> None:
    before = board(agency("police", part()), agency("health"))
    assert news(before, board(after, agency("health"))) == "New from police."


def test_quoracy_and_who_came_are_said() -> None:
    assert (
        news(board(quorate=False, here=2), board(quorate=True, here=3)) == "The meeting is quorate. 3 here."
    )
    assert news(board(), board(quorate=False)) == "The meeting is not quorate."


@pytest.mark.parametrize(
    ("shared", "seen_by"),
    [
        (part(audience="SHAREABLE_WITH_FAMILY"), {"full", "family", "police", "school"}),
        (part(), {"full", "police", "school"}),
        (part(audience="RESTRICTED", restriction={"agencyIds": ["school"]}), {"full", "police", "school"}),
        (part(audience="RESTRICTED", restriction={"agencyIds": []}), {"full", "police"}),
        (part(audience="RESTRICTED"), {"full", "police"}),
        (part(audience="SHAREABLE_WITH_FAMILY", released=False), set()),
        (part(audience="SHAREABLE_WITH_FAMILY", withdrawn={"at": "now"}), set()),
        (part(audience="SHAREABLE_WITH_FAMILY", text=None), set()),
    ],
    ids=["family", "professionals", "named", "for_nobody", "untold", "unreleased", "withdrawn", "hidden"],
)
def test_a_part_stands_in_the_versions_of_its_audience(shared: dict[str, Any], seen_by: set[str]) -> None:
    agencies = {"police": "Police", "school": "School"}
    seen = {
        to
        for to in ("full", "family", *agencies)
        if version_for(to, agencies, [agency("police", shared)]).agencies[0]["parts"]
    }
    assert seen == seen_by


def test_there_is_no_version_for_a_stranger() -> None:
    with pytest.raises(Said):
        version_for("housing", {"police": "Police"}, [])
