"""Every read is written down, and read by those who may: who, when, what by its ids, never a word of it."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
import pytest_asyncio

from quorate_events.access.actor import Actor, Duty
from quorate_events.store.statements import load_sql
from quorate_graphql.context import Asking
from quorate_graphql.identity import Identity
from quorate_graphql.schema import build_schema

AUDITOR = Actor(uuid4(), uuid4(), frozenset({Duty.AUDITOR}))
OFFICER = Actor(uuid4(), uuid4(), frozenset({Duty.DATA_PROTECTION_OFFICER}))
SCHEMA = build_schema()

FIELDS = (
    "nodes { practitionerId agencyId agencyName what operation ground refused meetingId childIds partIds }"
)
BY = f"query ($id: UUID!) {{ looksBy(practitionerId: $id) {{ {FIELDS} totalCount }} }}"
AT_MEETING = f"query ($id: UUID!) {{ looksAtMeeting(meetingId: $id) {{ {FIELDS} }} }}"
AT_CHILD = f"query ($id: UUID!) {{ looksAtChild(childId: $id) {{ {FIELDS} }} }}"
UNUSUAL = """query ($day: Date!) { unusualLooks(firstDay: $day, lastDay: $day) {
    anomaly practitionerId count ownUsual othersUsual } }"""


@pytest_asyncio.fixture
async def ask(office):
    """Ask as an actor, and wait until the looks before are in the database."""

    async def asked(actor: Actor | None, document: str, **variables: Any) -> Any:
        async with asyncio.timeout(10):
            while office.looks.waiting:  # noqa: ASYNC110 - the book tells nobody
                await asyncio.sleep(0.01)
        return await SCHEMA.execute(
            document, variable_values=variables, context_value=Asking(office, Identity(actor=actor))
        )

    return asked


def actor_of(person: Any) -> Actor:
    return Actor(person.practitioner_id, person.agency_id)


async def looks(ask, actor, document, id) -> list[dict[str, Any]]:
    answer = await ask(actor, document, id=str(id))
    assert answer.errors is None, answer.errors
    (connection,) = answer.data.values()
    return connection["nodes"]


READS = {
    "meeting": "query Screen ($id: UUID!) { meeting(id: $id) { status } }",
    "information_shared": "query Screen ($id: UUID!) { informationShared(meetingId: $id) { status } }",
    "attendance": "query Screen ($id: UUID!) { attendanceGrid(meetingId: $id) { status } }",
    "quoracy": "query Screen ($id: UUID!) { quoracy(meetingId: $id) { status } }",
    "timeliness": "query Screen ($id: UUID!) { timeliness(meetingId: $id) { status } }",
}


@pytest.mark.parametrize("what", READS)
async def test_reading_a_meeting_is_written_down(ask, people, shown_meeting, what):
    answer = await ask(actor_of(people.police), READS[what], id=str(shown_meeting))
    assert answer.errors is None
    (look,) = await looks(ask, AUDITOR, AT_MEETING, shown_meeting)
    assert look["what"] == what
    assert look["operation"] == "Screen"
    assert look["practitionerId"] == str(people.police.practitioner_id)
    assert look["agencyName"] == "police"
    assert look["refused"] is None
    assert look["meetingId"] == str(shown_meeting)
    assert look["childIds"] == [str(people.child_id)]


@pytest.mark.parametrize("what", READS)
async def test_trying_to_read_a_meeting_is_written_down_too(ask, people, shown_meeting, what):
    await ask(actor_of(people.health), READS[what], id=str(shown_meeting))
    (look,) = await looks(ask, OFFICER, AT_MEETING, shown_meeting)
    assert (look["what"], look["refused"], look["ground"]) == (what, "not_concerned", None)


async def test_reading_a_record_names_its_ground_and_its_children(ask, people, shown_meeting):
    for person in (people.police, people.chair):
        await ask(actor_of(person), READS["meeting"], id=str(shown_meeting))
    found = await looks(ask, AUDITOR, AT_MEETING, shown_meeting)
    assert [look["ground"] for look in found] == ["chairs", "invited"]
    assert [look["childIds"] for look in found] == [[str(people.child_id)]] * 2


async def test_the_parts_that_were_shown_are_written_down(api, ask, people, meeting_id, visible, a_part):
    answer = await api.command(
        "submitContribution",
        people.police,
        meetingId=str(meeting_id),
        agencyId=str(people.police.agency_id),
        parts=[a_part],
    )
    await visible(answer["position"])
    await ask(actor_of(people.police), READS["information_shared"], id=str(meeting_id))
    (look,) = await looks(ask, AUDITOR, AT_MEETING, meeting_id)
    assert look["partIds"] == answer["created"]
    entries = "query ($id: UUID!) { timeline(meetingId: $id) { nodes { text } } }"
    seen = """query ($id: UUID!, $person: UUID!, $at: Int!) {
        asSeenBy(meetingId: $id, practitionerId: $person, asOf: {position: $at}) { member } }"""
    reviewer = Actor(uuid4(), people.chair.agency_id, frozenset({Duty.REVIEWER}))
    person = str(people.police.practitioner_id)
    for actor, document, variables in (
        (actor_of(people.police), entries, {}),
        (reviewer, seen, {"person": person, "at": answer["position"]}),
    ):
        assert (await ask(actor, document, id=str(meeting_id), **variables)).errors is None
        look, *_ = await looks(ask, AUDITOR, AT_MEETING, meeting_id)
        assert look["partIds"] == answer["created"], look["what"]


async def test_what_the_timeline_tells_without_a_word_is_no_look_at_a_part(
    api, ask, people, meeting_id, visible, a_part
):
    answer = await api.command("submitContribution", people.police, meetingId=str(meeting_id), parts=[a_part])
    await visible(answer["position"])
    entries = "query ($id: UUID!) { timeline(meetingId: $id) { nodes { partId text } } }"
    told = await ask(AUDITOR, entries, id=str(meeting_id))
    parts = [(str(each["partId"]), each["text"]) for each in told.data["timeline"]["nodes"] if each["partId"]]
    assert parts == [(answer["created"][0], None)]
    look, *_ = await looks(ask, AUDITOR, AT_MEETING, meeting_id)
    assert (look["what"], look["partIds"]) == ("timeline", [])


async def test_looks_at_a_child_are_found_by_the_child(ask, people, shown_meeting):
    await looks(ask, AUDITOR, AT_CHILD, people.child_id)
    answer = await ask(
        actor_of(people.police), "query ($id: UUID!) { child(id: $id) { name } }", id=str(people.child_id)
    )
    assert answer.errors is None
    await ask(actor_of(people.police), READS["meeting"], id=str(shown_meeting))
    found = await looks(ask, AUDITOR, AT_CHILD, people.child_id)
    assert [look["what"] for look in found][:2] == ["meeting", "child"]
    # Asking who looked at the child was a look at the child's record of looks.
    assert found[2]["what"] == "looks_at_child"


LISTS = {
    "meeting_listed": "query Screen ($id: UUID!) { meetings(childId: $id) { nodes { children { name } } } }",
    "work_listed": "query Screen ($id: UUID!) { workList(meetingId: $id) { nodes { kind why } } }",
}


@pytest.mark.parametrize("what", LISTS)
async def test_a_list_is_a_look_at_the_child_of_each_meeting_that_it_shows(ask, people, shown_meeting, what):
    id = people.child_id if what == "meeting_listed" else shown_meeting
    answer = await ask(actor_of(people.police), LISTS[what], id=str(id))
    assert answer.errors is None
    (connection,) = answer.data.values()
    assert connection["nodes"]
    at_meeting = [
        look for look in await looks(ask, AUDITOR, AT_MEETING, shown_meeting) if look["what"] == what
    ]
    # Once for the meeting, however many things there are to do in it.
    (look,) = at_meeting
    assert look["practitionerId"] == str(people.police.practitioner_id)
    assert look["ground"] == {"meeting_listed": "invited", "work_listed": "own"}[what]
    assert look["childIds"] == [str(people.child_id)]
    assert look in await looks(ask, AUDITOR, AT_CHILD, people.child_id)


async def test_a_live_meeting_is_a_look_once(office, ask, people, shown_meeting):
    asking = Asking(office, Identity(actor=actor_of(people.police)))
    document = "subscription ($id: UUID!) { meetingChanged(meetingId: $id) { position } }"
    stream = await SCHEMA.subscribe(
        document, variable_values={"id": str(shown_meeting)}, context_value=asking
    )
    first = await anext(stream)
    assert first.errors is None
    await stream.aclose()
    (look,) = await looks(ask, AUDITOR, AT_MEETING, shown_meeting)
    assert look["what"] == "live_meeting"
    assert look["childIds"] == [str(people.child_id)]


async def test_everybody_sees_their_own_looks_and_nobody_elses(ask, people, shown_meeting):
    police = actor_of(people.police)
    await ask(police, READS["meeting"], id=str(shown_meeting))
    assert str(shown_meeting) in {
        look["meetingId"] for look in await looks(ask, police, BY, police.practitioner_id)
    }
    refused = await ask(actor_of(people.health), BY, id=str(police.practitioner_id))
    (error,) = refused.errors
    assert error.extensions["code"] == "looks_not_for_you"
    assert refused.data is None


@pytest.mark.parametrize("document", [BY, AT_MEETING, AT_CHILD])
@pytest.mark.parametrize("duty", sorted(set(Duty) - {Duty.AUDITOR, Duty.DATA_PROTECTION_OFFICER}))
async def test_no_other_duty_opens_the_record_of_looks(ask, people, document, duty):
    actor = Actor(uuid4(), people.police.agency_id, frozenset({duty}))
    answer = await ask(actor, document, id=str(uuid4()))
    assert answer.errors[0].extensions["code"] == "looks_not_for_you"


async def test_nobody_is_told_to_sign_in(ask):
    answer = await ask(None, BY, id=str(uuid4()))
    assert answer.errors[0].extensions["code"] == "not_identified"


async def test_looking_at_looks_is_a_look_too(ask, shown_meeting):
    auditor = Actor(uuid4(), uuid4(), frozenset({Duty.AUDITOR}))
    await looks(ask, auditor, AT_MEETING, shown_meeting)
    (look,) = await looks(ask, OFFICER, BY, auditor.practitioner_id)
    assert (look["what"], look["ground"]) == ("looks_at_meeting", "duty")
    assert look["meetingId"] == str(shown_meeting)


async def test_looks_come_in_pages_and_by_day(ask, people, shown_meeting):
    police = actor_of(people.police)
    for what in READS:
        await ask(police, READS[what], id=str(shown_meeting))
    document = """query ($id: UUID!, $after: String, $day: Date) {
        looksAtMeeting(meetingId: $id, first: 2, after: $after, firstDay: $day) {
            totalCount nodes { what } pageInfo { hasNextPage endCursor } } }"""
    seen: list[str] = []
    after, more = None, True
    while more:
        answer = await ask(AUDITOR, document, id=str(shown_meeting), after=after)
        shown = answer.data["looksAtMeeting"]
        seen += [node["what"] for node in shown["nodes"]]
        more, after = shown["pageInfo"]["hasNextPage"], shown["pageInfo"]["endCursor"]
        if len(seen) == 2:
            assert shown["totalCount"] == len(READS)
    assert [what for what in seen if what in READS] == list(READS)[::-1]
    none = await ask(AUDITOR, document, id=str(shown_meeting), day="2999-01-01")
    assert none.data["looksAtMeeting"]["totalCount"] == 0


async def test_refusals_and_strangers_meetings_are_unusual(ask, office, shown_meeting):
    nosy = Actor(uuid4(), uuid4())
    for _ in range(5):
        await ask(nosy, READS["meeting"], id=str(shown_meeting))
    day = datetime.now(UTC).astimezone().date().isoformat()
    answer = await ask(AUDITOR, UNUSUAL, day=day)
    assert answer.errors is None, answer.errors
    found = [
        each for each in answer.data["unusualLooks"] if each["practitionerId"] == str(nosy.practitioner_id)
    ]
    assert {(each["anomaly"], each["count"]) for each in found} == {
        ("OUT_OF_INVOLVEMENT", 1),
        ("REPEATED_REFUSALS", 5),
    }


async def test_a_list_that_a_page_asks_for_again_and_again_is_no_volume(ask, office, people, shown_meeting):
    colleague = Actor(uuid4(), people.police.agency_id)
    for _ in range(5):
        answer = await ask(colleague, LISTS["work_listed"], id=str(shown_meeting))
        assert answer.data["workList"]["nodes"]
    await ask(colleague, READS["meeting"], id=str(shown_meeting))
    await ask(AUDITOR, UNUSUAL, day=datetime.now(UTC).date().isoformat())
    audit = Asking(office, Identity(actor=AUDITOR)).audit
    day = timedelta(days=1)
    rows = await audit.fetch(
        load_sql("quorate_projections.looks", "select_days"),
        office.ledger,
        datetime.now(UTC) - day,
        datetime.now(UTC) + day,
    )
    assert sum(row["looks"] for row in rows if row["practitioner_id"] == colleague.practitioner_id) == 2


async def test_a_period_of_more_than_a_year_is_refused(ask):
    document = '{ unusualLooks(firstDay: "2024-01-01", lastDay: "2026-01-01") { count } }'
    assert (await ask(AUDITOR, document)).errors[0].extensions["code"] == "period_too_long"


async def test_when_looks_cannot_be_kept_nothing_is_shown(office, people, shown_meeting):
    from dataclasses import replace

    from quorate_events.looks import LookBook

    async def away() -> Any:
        raise ConnectionRefusedError

    async with LookBook(away, "stoke", room=1, patience=0.01, back_off=0.01, grace=0.01) as full:
        asking = Asking(replace(office, looks=full), Identity(actor=actor_of(people.police)))
        first, second = [
            await SCHEMA.execute(
                READS["meeting"], variable_values={"id": str(shown_meeting)}, context_value=asking
            )
            for _ in range(2)
        ]
    assert first.errors is None
    assert second.data is None
    assert second.errors[0].extensions["code"] == "looks_not_kept"
