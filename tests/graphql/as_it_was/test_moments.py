"""Which moments can be asked for, and what is answered for one that cannot."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from tests.graphql.conftest import Api, People

MEETING = "query ($id: UUID!, $asOf: AsOf) { meeting(id: $id, asOf: $asOf) { invitations { agencyId } } }"


def codes(answer: dict[str, Any]) -> list[str]:
    return [error["extensions"]["code"] for error in answer["errors"]]


@pytest.mark.parametrize(
    "as_of",
    [
        {"position": 0},
        {"position": -3},
        {"position": 2_000_000_000},
        {"time": "2999-01-01T00:00:00Z"},
        {"time": "2026-01-01T00:00:00"},
    ],
    ids=["position 0", "negative", "ahead of the log", "in the future", "without a time zone"],
)
async def test_a_moment_that_has_not_come_or_is_none_is_refused(
    api: Api, people: People, shown_meeting: UUID, as_of: dict[str, Any]
) -> None:
    answer = await api.send(MEETING, people.chair, id=str(shown_meeting), asOf=as_of)
    assert codes(answer) == ["not_yet_past"]


@pytest.mark.parametrize("as_of", [{}, {"position": 1, "time": "2026-01-01T00:00:00Z"}], ids=["none", "both"])
async def test_a_moment_is_given_in_exactly_one_way(
    api: Api, people: People, shown_meeting: UUID, as_of: dict[str, Any]
) -> None:
    answer = await api.send(MEETING, people.chair, id=str(shown_meeting), asOf=as_of)
    assert answer["errors"]


@pytest.mark.parametrize(
    "before",
    [(datetime.now(UTC) - timedelta(days=1)).isoformat(), "0001-01-01T00:00:00+14:00"],
    ids=["yesterday", "before all years"],
)
async def test_before_it_was_convened_there_was_no_meeting(
    api: Api, people: People, shown_meeting: UUID, before: str
) -> None:
    answer = await api.send(MEETING, people.chair, id=str(shown_meeting), asOf={"time": before})
    assert codes(answer) == ["meeting_not_found"]


async def test_by_time_the_meeting_is_as_it_stood(
    api: Api, people: People, shown_meeting: UUID, visible: Callable[[int], Awaitable[None]]
) -> None:
    then = datetime.now(UTC).isoformat()
    invited = await api.command(
        "inviteAgency",
        people.chair,
        meetingId=str(shown_meeting),
        agencyId=str(people.health.agency_id),
        role="health_visitor",
        why="They visit",
        asked="What is known",
    )
    await visible(invited["position"])
    now = await api.ask(MEETING, people.chair, id=str(shown_meeting))
    was = await api.ask(MEETING, people.chair, id=str(shown_meeting), asOf={"time": then})
    assert (len(now["meeting"]["invitations"]), len(was["meeting"]["invitations"])) == (2, 1)


async def test_whoever_may_not_read_the_meeting_today_is_told_nothing_of_the_past(
    api: Api, people: People, shown_meeting: UUID
) -> None:
    now = datetime.now(UTC).isoformat()
    answer = await api.send(MEETING, people.health, id=str(shown_meeting), asOf={"time": now})
    assert codes(answer) == ["meeting_not_found"]


async def test_actions_as_they_stood_are_asked_for_by_meeting(api: Api, people: People) -> None:
    document = "query ($asOf: AsOf) { actions(asOf: $asOf) { totalCount } }"
    answer = await api.send(document, people.chair, asOf={"position": 1})
    assert codes(answer) == ["one_meeting_as_it_was"]
