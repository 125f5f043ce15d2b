from datetime import UTC, date, datetime, timedelta, timezone
from uuid import UUID

import pytest
from tests.support.meetings import convene

from quorate_events.checks import (
    BlankText,
    DateOutOfRange,
    NameNotALine,
    TooManyItems,
    require_name,
    require_text,
    well_formed,
)
from quorate_events.meetings.values import AnchorDate
from quorate_events.rules.rule_set import Anchor

_WEST = timezone(timedelta(hours=-12))
_EAST = timezone(timedelta(hours=14))


@pytest.mark.parametrize(
    "moment",
    [
        datetime(9999, 12, 31, 23, 59, 59, tzinfo=_WEST),
        datetime(1, 1, 1, tzinfo=_EAST),
        datetime(1899, 12, 31, tzinfo=UTC),
        datetime(2200, 1, 1, tzinfo=UTC),
    ],
)
def test_a_time_that_cannot_be_meant_is_refused(moment: datetime) -> None:
    with pytest.raises(DateOutOfRange):
        well_formed(convene(scheduled_for=moment), 1000)


@pytest.mark.parametrize("day", [date.min, date.max])
def test_a_day_that_cannot_be_meant_is_refused_wherever_it_is_nested(day: date) -> None:
    with pytest.raises(DateOutOfRange, match="in on"):
        well_formed(convene(anchors=(AnchorDate(Anchor.SECTION_47_STARTED, day),)), 1000)


def test_the_first_and_the_last_day_can_be_meant() -> None:
    for day in (date(1900, 1, 1), date(2199, 12, 31)):
        well_formed(convene(anchors=(AnchorDate(Anchor.SECTION_47_STARTED, day),)), 1000)


@pytest.mark.parametrize("text", ["", " \n", "\u200b\u2060", "\ufeff"])
def test_a_text_that_nobody_can_see_says_nothing(text: str) -> None:
    with pytest.raises(BlankText):
        require_text(text, "reason")


def test_a_text_of_one_sign_says_something() -> None:
    require_text(" \u200b-", "reason")


def test_a_list_without_end_is_refused() -> None:
    children = tuple(UUID(int=n) for n in range(201))
    with pytest.raises(TooManyItems):
        well_formed(convene(children=children), 1000)
    well_formed(convene(children=children[:200]), 1000)


@pytest.mark.parametrize("name", ["x" * 201, "Sam\nExample", "Sam\u2028Example"])
def test_a_name_fits_into_one_line(name: str) -> None:
    with pytest.raises(NameNotALine):
        require_name(name, "name")
    require_name("x" * 200, "name")
