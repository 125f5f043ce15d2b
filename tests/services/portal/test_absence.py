"""What a form says of an absence."""

from datetime import date
from typing import Any, cast

import pytest

from quorate_services.portal.pages.coordinating.absence import absence_of
from quorate_services.portal.web.forms import Posted

PEOPLE = [{"practitionerId": "a"}, {"practitionerId": "b"}]
GOOD = {
    "who": "a", "from-day": "1", "from-month": "12", "from-year": "2026", "to-day": "3", "to-month": "12",
    "to-year": "2026",
}  # fmt: skip


def said(**fields: str) -> Posted:
    given = {**GOOD, **{name.replace("_", "-"): value for name, value in fields.items()}}
    return Posted(cast(Any, None), {name: [value] for name, value in given.items()})


def test_an_absence_has_somebody_and_two_days() -> None:
    away = absence_of(said(), PEOPLE)
    assert (away.who, away.first, away.last) == ("a", date(2026, 12, 1), date(2026, 12, 3))
    assert away.errors == {}


@pytest.mark.parametrize(
    ("fields", "place"),
    [
        ({"who": "somebody of another agency"}, "who"),
        ({"from_day": "31", "from_month": "11"}, "from-day"),
        ({"to_day": ""}, "to-day"),
        ({"to_month": "11"}, "to-day"),
        ({"to_year": "2027"}, "to-day"),
    ],
    ids=["nobody of ours", "no real day", "no last day", "ends before it begins", "too long"],
)
def test_what_is_wrong_is_said_at_its_field(fields: dict[str, str], place: str) -> None:
    assert list(absence_of(said(**fields), PEOPLE).errors) == [place]
