"""How much of an agency's work waits for whom, and who may give it to others."""

from typing import Any

import pytest

from quorate_services.portal.pages.coordinating.work import NOBODY, Load, loads, may_give


def item(who: str | None, name: str = "", overdue: bool = False) -> dict[str, Any]:
    return {"practitionerId": who, "practitioner": {"name": name} if who else None, "overdue": overdue}


def test_work_for_nobody_comes_first_and_then_colleagues_by_name() -> None:
    items = [
        item("2", "Yusuf Ash"),
        item(None, overdue=True),
        item("1", "Ann Ash", True),
        item("2", "Yusuf Ash"),
    ]
    assert loads(items) == [
        Load(NOBODY, "Nobody in particular", 1, 1),
        Load("1", "Ann Ash", 1, 1),
        Load("2", "Yusuf Ash", 2, 0),
    ]


@pytest.mark.parametrize(
    ("duties", "may"),
    [
        (["AGENCY_COORDINATOR"], False),
        (["AGENCY_COORDINATOR", "PRACTITIONER"], True),
        (["AGENCY_COORDINATOR", "CONFERENCE_ADMINISTRATOR"], True),
    ],
    ids=["coordinator alone", "practitioner as well", "administrator as well"],
)
def test_whoever_only_coordinates_sees_and_gives_nothing(duties: list[str], may: bool) -> None:
    assert may_give(duties) is may
