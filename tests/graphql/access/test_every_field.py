"""Every query and subscription, asked by everybody about a meeting in every state, against a table to be read.

The table is ``fields.md``. Whoever is not named in a line is shown nothing, exactly as if there were nothing.
"""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from strawberry.relay import to_base64
from tests.graphql.access.questions import (
    NO_DUTY,
    NOT_THERE,
    NOTHING,
    OF_A_MEETING,
    OF_NOTHING,
    SHOWN,
    SUBSCRIPTIONS,
    outcome,
)
from tests.support.access_scene import ACTORS, EXCLUDED, OPENED, Scene
from tests.support.live_scene import Live

from quorate_events.access.actor import Actor
from quorate_events.meetings.vocabulary import MeetingStatus
from quorate_graphql.schema import build_schema

Want = Mapping[tuple[str, str], str]
ONLY_LATER = (*EXCLUDED, "owner", "owner's system", "owner's coordinator")


def test_the_table_has_a_line_for_every_field() -> None:
    schema = build_schema()._schema
    assert schema.query_type
    assert schema.subscription_type
    assert set(OF_A_MEETING) | set(OF_NOTHING) == set(schema.query_type.fields)
    assert set(SUBSCRIPTIONS) == set(schema.subscription_type.fields)
    named = {field.split(" (")[0] for field in lines()}
    assert named == {*OF_A_MEETING, *OF_NOTHING, *SUBSCRIPTIONS}


@pytest.mark.parametrize("field", OF_A_MEETING)
async def test_what_a_meeting_shows_is_shown_to_those_in_the_table(told: Live, field: str) -> None:
    wrong = []
    for status, scene in told.scenes.items():
        for name, actor in ACTORS.items():
            if name in ONLY_LATER and status not in OPENED:
                continue
            got = outcome(await told.send(actor, OF_A_MEETING[field], **variables(scene)), field)
            want = wanted(field, name, status)
            if got != want:
                wrong.append(f"{status}: {name} is answered {got}, not {want}")
    assert wrong == []


@pytest.mark.parametrize("field", OF_NOTHING)
async def test_what_is_about_no_meeting_is_shown_to_those_in_the_table(told: Live, field: str) -> None:
    answers = {
        name: outcome(await told.send(actor, OF_NOTHING[field]), field) for name, actor in ACTORS.items()
    }
    assert answers == {name: expected().get((field, name), NOTHING) for name in ACTORS}


@pytest.mark.parametrize("field", SUBSCRIPTIONS)
async def test_what_can_be_watched_is_shown_to_those_in_the_table(told: Live, field: str) -> None:
    scene = told.scenes[MeetingStatus.IN_SESSION]
    answers = {name: await first(told, actor, field, scene) for name, actor in ACTORS.items()}
    assert answers == {name: expected().get((field, name), NOTHING) for name in ACTORS}


@pytest.mark.parametrize("field", [*OF_A_MEETING, *OF_NOTHING, *SUBSCRIPTIONS])
async def test_nobody_unidentified_is_shown_anything(told: Live, field: str) -> None:
    asked = variables(told.scenes[MeetingStatus.CLOSED])
    if field in SUBSCRIPTIONS:
        stream = await told.schema.subscribe(
            SUBSCRIPTIONS[field], variable_values=asked, context_value=told.asking(None)
        )
        result = await anext(stream)  # type: ignore[arg-type]
    else:
        result = await told.send(None, {**OF_A_MEETING, **OF_NOTHING}[field], **asked)
    if field == "viewer":
        assert result.data == {"viewer": None}
    else:
        assert [error.extensions["code"] for error in result.errors] == ["not_identified"]


@pytest.mark.parametrize("field", OF_A_MEETING)
async def test_what_is_not_theirs_looks_like_what_is_not_there(told: Live, field: str) -> None:
    scene = told.scenes[MeetingStatus.CLOSED]
    missing = {"id": NOT_THERE, "child": NOT_THERE, "node": to_base64("Meeting", NOT_THERE)}
    for name, actor in ACTORS.items():
        if wanted(field, name, MeetingStatus.CLOSED) is not SHOWN:
            hidden = await told.send(actor, OF_A_MEETING[field], **variables(scene))
            unknown = await told.send(actor, OF_A_MEETING[field], **missing)
            assert _told(hidden) == _told(unknown), name


def _told(result: Any) -> Any:
    return result.data, [(error.message, error.extensions) for error in result.errors or ()]


async def first(told: Live, actor: Actor, field: str, scene: Scene) -> str:
    """How the first message of a subscription counts."""
    stream: Any = await told.schema.subscribe(
        SUBSCRIPTIONS[field], variable_values=variables(scene), context_value=told.asking(actor)
    )
    result = await anext(stream)
    await stream.aclose()
    return outcome(result, field)


def variables(scene: Scene) -> dict[str, str]:
    meeting = str(scene.meeting_id)
    return {"id": meeting, "child": str(scene.child_id), "node": to_base64("Meeting", meeting)}


def wanted(field: str, name: str, status: MeetingStatus) -> str:
    """What the table says, for a meeting in ``status``."""
    in_this_state = f"{field} ({status})"
    if any(each == in_this_state for each, _ in expected()):
        return expected().get((in_this_state, name), NOTHING)
    return expected().get((field, name), NOTHING)


def lines() -> list[str]:
    """The fields that the table has a line for."""
    return re.findall(
        r"^\| `([^`]+)`", Path(__file__).with_name("fields.md").read_text("utf-8"), re.MULTILINE
    )


@cache
def expected() -> Want:
    text = Path(__file__).with_name("fields.md").read_text("utf-8")
    groups = {"everybody": list(ACTORS)}
    for group, members in re.findall(r"^- \*([a-z ]+)\*: (.+?)\.$", text, re.MULTILINE):
        groups[group] = members.split(", ")
    answers: dict[tuple[str, str], str] = {}
    for line in text.splitlines():
        if not line.startswith("| `"):
            continue
        field, shown, refused = (cell.strip() for cell in line.strip("|").split("|"))
        for cell, word in ((shown, SHOWN), (refused, NO_DUTY)):
            for each in filter(None, cell.split(", ")):
                answers |= {(field.strip("`"), name): word for name in groups.get(each, [each])}
    return answers
