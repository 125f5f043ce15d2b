"""Random histories, asked by everybody for everything: no answer holds a text that the policy withholds.

The questions are derived from the schema. Texts that somebody wrote are marked, and the ids of parts count as marks
too: whoever is shown one knows that the part exists.
"""

import base64
import binascii
import json
import os
import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from functools import cache, partial
from random import Random
from typing import Any, NamedTuple
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from strawberry.relay import to_base64
from tests.graphql.access.withheld import (
    children,
    circle_of,
    everybody,
    may_be_told,
    may_see_in,
    meetings,
    with_part_ids,
)
from tests.graphql.as_it_was.asking import generous
from tests.support.every_question import Asker, Question, Values
from tests.support.history import AGENCIES, worker_of
from tests.support.live_scene import live
from tests.support.marked_history import Marked
from tests.support.random_history import ROLES
from tests.support.turned_history import turned_history
from tests.support.watching import LAST, every_message

from quorate_events.access.actor import Actor, ActorKind, Duty
from quorate_events.rules.clocks import london_date
from quorate_graphql.context import Asking
from quorate_graphql.identity import Identity
from quorate_graphql.office import Office
from quorate_graphql.schema import QuorateSchema
from quorate_services.postgres.cluster import Cluster

EXAMPLES = int(os.environ.get("QUORATE_TEST_EXAMPLES") or 2)
"""How many histories are told."""

NOT_ASKED: dict[str, str] = {}
"""Root fields of queries that are not asked, each with the reason."""

SUBSCRIPTIONS = {
    "meetingChanged": "asked while the whole history of a meeting is told again",
    "workListChanged": "asked for its first message; later ones name meetings, and test_what_is_not_told.py asks them",
}
_GROWING = ("looksAtChild", "looksAtMeeting", "looksBy")
"""Lists that grow by being asked."""
_WATCHED = """subscription ($id: UUID!) { meetingChanged(meetingId: $id) {
    position meetingId kinds query { informationShared(meetingId: $id) { agencies { parts { text } } } } } }"""
_REFUSED = re.compile(r'("refused": "\w+", "meetingId": )"[^"]+"')
"""What was asked for and refused is written down by the id that it was asked with, whatever that is the id of."""
_OPAQUE = re.compile(r'"(?:id|cursor|startCursor|endCursor)": "([^"]+)"')


class Answer(NamedTuple):
    """All that came back for one root field: the answer with what its cursors hold, and errors."""

    field: str
    text: str


@pytest.mark.timeout(max(600, 90 * EXAMPLES))
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    derandomize=True,
    phases=[Phase.generate],
)
@given(seed=st.integers(0, 10_000))
async def test_no_answer_holds_what_the_policy_withholds(
    cluster: Cluster, migrated_template: str, seed: int
) -> None:
    history, schema = turned_history(seed), generous()
    markers = with_part_ids(history)
    marks = re.compile("|".join(sorted(markers, key=len, reverse=True)))
    leaked, shown_by = set(), set()
    async with live(cluster, migrated_template, f"marked_{uuid4().hex[:8]}", history) as (office, _):
        for name, actor in everybody(history).items():
            may_see = cache(partial(may_see_in, history, actor))
            async for field, text in everything(office, schema, actor, history, Random(f"{seed} {name}")):
                shown = [markers[each] for each in set(marks.findall(text))]
                leaked |= {(name, field, each) for each in shown if not may_see(field, each)}
                shown_by |= {field} if shown else set()
    assert leaked == set()
    # These must show something to somebody, or the search would find nothing whatever is shown.
    assert shown_by >= {
        "meeting",
        "informationShared",
        "timeline",
        "asSeenBy",
        "holdings",
        "node",
        "workList",
    }


def test_every_root_field_is_asked_or_named_with_its_reason() -> None:
    schema = generous()._schema
    assert schema.query_type
    assert schema.subscription_type
    assert set(schema.query_type.fields) >= set(NOT_ASKED)
    assert set(schema.subscription_type.fields) == set(SUBSCRIPTIONS)
    history = turned_history(1)
    put = asker(generous(), history, Random(1))
    for name in asked(generous()):
        assert list(put.questions(name)), name


def test_an_argument_is_not_left_out_because_nobody_knows_a_value_for_it() -> None:
    schema, history = generous(), turned_history(1)
    assert schema._schema.query_type
    put = asker(schema, history, Random(1))
    for name, field in schema._schema.query_type.fields.items():
        for argument, of in field.args.items():
            assert argument in ("first", "after") or put.known(name, argument, of), (name, argument)


def test_every_kind_of_actor_asks() -> None:
    history = turned_history(1)
    asking = list(everybody(history).values())
    assert {duty for each in asking for duty in each.duties} == set(Duty)
    assert {each.kind for each in asking} == set(ActorKind)
    circles = [circle_of(history, each) for each in meetings(history)]
    assert any(each.practitioner_id == circle.chair_id for each in asking for circle in circles)
    practitioners = [each for each in asking if each.duties == {Duty.PRACTITIONER}]
    for circle in circles:
        invited, shut_out = circle.invited_agency_ids, circle.excluded_agency_ids
        assert any(each.agency_id in invited for each in practitioners)
        assert any(each.agency_id not in invited | shut_out for each in practitioners)
    assert any(each.agency_id in circle.excluded_agency_ids for each in practitioners for circle in circles)
    assert any(
        each.practitioner_id in circle.excluded_practitioner_ids for each in asking for circle in circles
    )


def asked(schema: QuorateSchema) -> list[str]:
    """The root fields of queries that are asked: all but those that are named."""
    assert schema._schema.query_type
    return [name for name in schema._schema.query_type.fields if name not in NOT_ASKED]


def asker(schema: QuorateSchema, history: Marked, chance: Random) -> Asker:
    # Of the moments too, for at one drawn at random there may be nothing that anybody could see.
    whole = ("meetingId", "meeting.id", "asSeenBy.practitionerId", "asSeenBy.asOf")
    return Asker(schema._schema, values(history), chance, whole)


def values(history: Marked) -> Values:
    """What can be asked about a history: ids of all there is, whoever may know of it, moments and days."""
    all_meetings, all_children = [*map(str, meetings(history))], [*map(str, children(history))]
    people = [str(worker_of(each, number)) for each in AGENCIES for number in (1, 2, 3, 90)]
    chairs = [str(circle_of(history, each).chair_id) for each in meetings(history)]
    relatives = [
        str(attendee.attendee_id)
        for meeting_id in meetings(history)
        for sitting in history.aggregates[meeting_id].sittings
        for attendee in sitting.attendance.values()
        if attendee.practitioner_id is None
    ]
    parts = [str(each.part_id) for each in history.markers.values() if each.part_id]
    last = history.events[-1].position
    positions = sorted({1, last // 3, last // 2, last})
    days = [str(london_date(history.now) - timedelta(days=each)) for each in (60, 20, 1, 0)]
    moments = [{"position": each} for each in positions[1:]]
    moments += [{"time": (history.now - timedelta(days=each)).isoformat()} for each in (8, 2)]
    nodes = [to_base64("Meeting", each) for each in all_meetings]
    nodes += [to_base64("Meeting", each) for each in all_children[:1] + parts[:1]]
    return {
        "meetingId": all_meetings, "meeting.id": all_meetings,
        "childId": all_children, "child.id": all_children,
        "agencyId": [*map(str, AGENCIES)], "agencyIds": [*map(str, AGENCIES)],
        "practitionerId": [*people, *chairs], "chairId": chairs,
        "personalDataFile.personId": [*all_children, *people, *relatives, *parts[:2]],
        "holdings.personId": [*all_children, *relatives],
        "asSeenBy.practitionerId": sorted({*chairs, people[4], people[-2]}),
        "node.id": nodes, "ruleSets.id": ["england-baseline"],
        "asSeenBy.asOf": [moments[0], moments[-1], {"position": last}],
        "asOf": moments, "atLeastPosition": [last],
        "size": positions, "position": positions,
        "consistencyProof.from": positions, "consistencyProof.to": positions,
        "roles": [role for roles in ROLES.values() for role in roles],
        "clocks": ["decision_letter"],
        **dict.fromkeys(("from", "to", "firstDay", "lastDay", "dueFrom", "dueTo", "plannedFrom", "plannedTo"), days),
    }  # fmt: skip


async def everything(
    office: Office, schema: QuorateSchema, actor: Actor, history: Marked, chance: Random
) -> Any:
    """Ask for everything there is, page by page, and watch a meeting."""
    put = asker(schema, history, chance)
    for name in asked(schema):
        for question in put.questions(name):
            async for text in _pages(office, schema, actor, question):
                yield Answer(name, text)
    watched = chance.choice(meetings(history))
    for text in await _watched(office, schema, actor, history, watched):
        yield Answer("meetingChanged", text)
    yield Answer("workListChanged", await _work(office, schema, actor, put))


async def _pages(office: Office, schema: QuorateSchema, actor: Actor, question: Question) -> Any:
    """Ask for page after page. What a list says it holds is what it shows, in all."""
    asking, rows = Asking(office, Identity(actor=actor)), 0
    while True:
        result: Any = await schema.execute(question.document, question.variables, context_value=asking)
        yield _unasked(told(result), question)
        answer = (result.data or {}).get(question.field)
        if not isinstance(answer, dict) or "totalCount" not in answer:
            return
        rows += len(answer["nodes"])
        if not answer["pageInfo"]["hasNextPage"]:
            assert answer["totalCount"] == rows or question.field in _GROWING, question.field
            return
        question = question.behind(answer["pageInfo"]["endCursor"])


def _unasked(text: str, question: Question) -> str:
    """Take out of an answer the ids that it was asked with: that they come back tells nothing."""
    for each in question.variables.values():
        text = text.replace(each, "asked") if isinstance(each, str) else text
    return _REFUSED.sub(r'\1"asked"', text)


def told(result: Any) -> str:
    """An answer as one text: its data, what is behind its opaque ids and cursors, its errors."""
    data = json.dumps(result.data, default=str)
    errors = [f"{error} {error.extensions}" for error in result.errors or ()]
    return "\n".join([data, *_opened(data), *errors])


def _opened(data: str) -> Iterator[str]:
    for opaque in set(_OPAQUE.findall(data)):
        with suppress(ValueError, binascii.Error):
            yield base64.urlsafe_b64decode(opaque + "=" * (-len(opaque) % 4)).decode()


async def _work(office: Office, schema: QuorateSchema, actor: Actor, put: Asker) -> str:
    assert put.schema.query_type
    whole = put.selection(put.schema.query_type.fields["workList"])
    document = f"subscription {{ workListChanged {{ position meetingIds query {{ workList{whole} }} }} }}"
    stream: Any = await schema.subscribe(document, context_value=Asking(office, Identity(actor=actor)))
    text = told(await anext(stream))
    await stream.aclose()
    return text


async def _watched(
    office: Office, schema: QuorateSchema, actor: Actor, history: Marked, meeting_id: UUID
) -> list[str]:
    """Watch a meeting while its whole history is told again; nothing comes but what the actor may know of."""
    events = history.of(meeting_id)
    messages = await every_message(
        office, schema, actor, _WATCHED, meeting_id, [event.position for event in events]
    )
    first, *others = messages
    if first.errors is None:
        kinds = [message.data["meetingChanged"]["kinds"] for message in others]
        expected = [[event.topic] for event in events if may_be_told(history, actor, event)]
        assert kinds == [*expected, [LAST]]
    return [told(each) for each in messages]
