"""Copies over HTTP: who may have which made, and who is handed which."""

import asyncio
from typing import Any
from uuid import uuid4

import pytest
from tests.services.evidence.conftest import Evidence
from tests.services.records.conftest import make
from tests.support.access_scene import ACTORS
from tests.support.folding import see_everything
from tests.support.history import POLICE, SCHOOL

from quorate_events.meetings.record_copies import RecordCopyMade
from quorate_events.meetings.vocabulary import RecordVariant
from quorate_projections.as_it_was.meeting import past_meeting
from quorate_projections.record_copies.document import hash_of
from quorate_services.postgres.roles import Role
from quorate_services.records.page import content_policy, document_on


async def post(confirmed: Evidence, actor: str, body: Any) -> Any:
    async with confirmed.http(actor) as http:
        # Each is asked for with an id of its own, unless it has one.
        asked = {"commandId": str(uuid4()), **body} if isinstance(body, dict) else body
        return await http.post(f"/records/{confirmed.meeting_id}", json=asked)


def code(answer: Any) -> str:
    return str(answer.json()["errors"][0]["extensions"]["code"])


async def test_a_copy_is_made_and_handed_out_as_a_page_and_as_a_pdf(confirmed: Evidence) -> None:
    made = await post(confirmed, "chair", {"variant": "full", "agencyId": str(POLICE)})
    assert made.status_code == 201, made.text
    told = made.json()
    await confirmed.seal()
    page = await confirmed.get(made.headers["Location"], "chair")
    assert page.headers["Content-Type"] == "text/html; charset=utf-8"
    assert page.headers["Content-Security-Policy"] == content_policy()
    assert hash_of(document_on(page.text)) == told["sha256"]
    assert told["code"] in page.text
    note = (await confirmed.office.evidence.checkpoint()).note  # type: ignore[union-attr]
    assert note.splitlines()[2] in page.text, "the root of the checkpoint that covers it"
    pdf = await confirmed.get(f"/records/{told['meetingId']}/{told['copyId']}.pdf", "chair")
    assert pdf.headers["Content-Type"] == "application/pdf"
    assert pdf.content.startswith(b"%PDF-")
    again = await confirmed.get(f"/records/{told['meetingId']}/{told['copyId']}.pdf", "chair")
    assert again.content == pdf.content


async def copies(confirmed: Evidence) -> list[str]:
    meeting = await past_meeting(confirmed.office.past, confirmed.meeting_id)
    assert meeting is not None
    return [str(each.event.copy_id) for each in meeting.events if isinstance(each.event, RecordCopyMade)]


async def test_what_is_sent_twice_makes_one_copy_and_is_answered_the_same(confirmed: Evidence) -> None:
    wanted = {"commandId": str(uuid4()), "variant": "family", "recipient": "The mother"}
    first = await post(confirmed, "chair", wanted)
    assert first.status_code == 201
    # Whatever has happened in the meeting since: another copy has been made.
    await post(confirmed, "administrator", {"variant": "family", "recipient": "The father"})
    again = await post(confirmed, "chair", wanted)
    assert (again.status_code, again.json()) == (201, first.json())
    assert (await copies(confirmed)).count(first.json()["copyId"]) == 1
    together = {**wanted, "commandId": str(uuid4())}
    answers = await asyncio.gather(*(post(confirmed, "chair", together) for _ in range(4)))
    assert {each.json()["copyId"] for each in answers} == {answers[0].json()["copyId"]}
    assert {each.json()["sha256"] for each in answers} == {answers[0].json()["sha256"]}


async def test_an_id_that_was_used_for_another_copy_is_refused(confirmed: Evidence) -> None:
    wanted = {"commandId": str(uuid4()), "variant": "family", "recipient": "The mother"}
    await post(confirmed, "chair", wanted)
    answer = await post(confirmed, "chair", {**wanted, "recipient": "The father"})
    assert (answer.status_code, code(answer)) == (403, "command_id_reused")


async def test_a_copy_is_asked_for_with_an_id(confirmed: Evidence) -> None:
    answer = await post(
        confirmed, "chair", {"variant": "family", "recipient": "The mother", "commandId": None}
    )
    assert (answer.status_code, code(answer)) == (400, "copy_malformed")


async def test_the_hash_is_an_event_and_is_told_with_the_record(confirmed: Evidence) -> None:
    made = await make(confirmed, "chair", RecordVariant.FAMILY, to="The mother")
    await confirmed.office.board.wait_for(confirmed.office.projections, made.position, 10)
    document = "query ($id: UUID!) { meeting(id: $id) { copies { copyId variant sha256 recipient } } }"
    async with confirmed.http("chair") as http:
        body = {"query": document, "variables": {"id": str(confirmed.meeting_id)}}
        told = (await http.post("/graphql", json=body)).json()["data"]["meeting"]["copies"]
    assert told[-1] == {
        "copyId": str(made.copy_id),
        "variant": "FAMILY",
        "sha256": made.sha256,
        "recipient": "The mother",
    }


@pytest.mark.parametrize(
    ("variant", "agency", "handed"),
    [
        (RecordVariant.AGENCY, POLICE, {"chair", "author"}),
        # The administrator may not read what is restricted to the school, and prints nothing of it.
        (RecordVariant.AGENCY, SCHOOL, {"chair", "named"}),
        (RecordVariant.FAMILY, None, {"chair", "administrator"}),
    ],
    ids=["police", "school", "family"],
)
async def test_a_copy_is_handed_to_the_chair_and_to_those_who_may_read_every_part_of_it(
    confirmed: Evidence, variant: RecordVariant, agency: Any, handed: set[str]
) -> None:
    made = await make(confirmed, "administrator", variant, agency, "" if agency else "The mother")
    statuses = {}
    for actor in ACTORS:
        answer = await confirmed.get(f"/records/{made.meeting_id}/{made.copy_id}.html", actor)
        statuses[actor] = answer.status_code
    assert {actor for actor, status in statuses.items() if status == 200} == handed
    refused = {actor for actor, status in statuses.items() if status == 403}
    assert refused == ({"administrator"} - handed)


@pytest.mark.parametrize("actor", ACTORS)
async def test_copies_are_made_by_the_chair_and_the_administrator_only(
    confirmed: Evidence, actor: str
) -> None:
    answer = await post(confirmed, actor, {"variant": "agency", "agencyId": str(POLICE)})
    if actor in ("chair", "administrator"):
        assert answer.status_code == 201
    else:
        assert (answer.status_code, code(answer)) == (404, "meeting_not_found")


async def test_the_full_record_is_made_by_whoever_reads_every_part(confirmed: Evidence) -> None:
    answer = await post(confirmed, "administrator", {"variant": "full", "agencyId": str(POLICE)})
    assert (answer.status_code, code(answer)) == (403, "full_record_not_yours")


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("nonsense", "copy_malformed"),
        ({}, "copy_malformed"),
        ({"variant": "whole"}, "copy_malformed"),
        ({"variant": "family", "colour": "blue"}, "copy_malformed"),
        ({"variant": "family"}, "blank_text"),
        ({"variant": "agency", "recipient": "The mother"}, "variant_not_for_recipient"),
        ({"variant": "agency", "agencyId": str(uuid4())}, "unknown_reference"),
        ({"variant": "partial", "recipient": "The father"}, "not_excluded_in_part"),
    ],
    ids=["text", "nothing", "no variant", "more", "nobody", "family", "stranger", "nothing left out"],
)
async def test_what_cannot_be_made_is_refused_with_a_reason(
    confirmed: Evidence, body: Any, expected: str
) -> None:
    answer = await post(confirmed, "chair", body)
    assert answer.status_code in (400, 403, 404)
    assert code(answer) == expected


@pytest.mark.parametrize("path", ["{m}/{c}", "{m}/{c}.txt", "{m}/x.html", "{m}/{m}.pdf", "{c}/{c}.html"])
async def test_what_is_not_there_is_not_found(confirmed: Evidence, path: str) -> None:
    made = await make(confirmed, "chair", RecordVariant.FAMILY, to="The mother")
    answer = await confirmed.get("/records/" + path.format(m=made.meeting_id, c=made.copy_id), "chair")
    assert (answer.status_code, code(answer)) == (404, "copy_not_found")


async def test_nobody_unidentified_is_handed_or_makes_anything(confirmed: Evidence) -> None:
    made = await make(confirmed, "chair", RecordVariant.FAMILY, to="The mother")
    answer = await confirmed.get(f"/records/{made.meeting_id}/{made.copy_id}.pdf", None)
    assert (answer.status_code, code(answer)) == (401, "not_identified")


async def test_being_handed_a_copy_is_a_look_with_its_parts_and_so_is_being_refused(
    confirmed: Evidence,
) -> None:
    made = await make(confirmed, "chair", RecordVariant.AGENCY, POLICE)
    for actor in ("author", "stranger"):
        await confirmed.get(f"/records/{made.meeting_id}/{made.copy_id}.html", actor)
    async with asyncio.timeout(10):
        while confirmed.office.looks.waiting:  # noqa: ASYNC110 - the book tells nobody
            await asyncio.sleep(0.02)
    owner = await see_everything(confirmed.wiring.connections.dsn(Role.OWNER))
    looks = await owner.fetch("select * from quorate.looks where what = 'record_copy'")
    await owner.close()
    author = [each for each in looks if each["practitioner_id"] == ACTORS["author"].practitioner_id]
    assert any(each["ground"] == "invited" and each["part_ids"] for each in author)
    stranger = [each for each in looks if each["practitioner_id"] == ACTORS["stranger"].practitioner_id]
    assert {each["ground"] for each in stranger} == {None}
