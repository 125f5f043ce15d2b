"""Whoever chairs reads every restricted part: nobody gets there alone, and every way there is told."""

from collections.abc import AsyncIterator
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
import pytest_asyncio
from tests.support.access_scene import ACTORS
from tests.support.live_scene import Kept, Live, kept_scenes

from quorate_events.access.actor import Actor
from quorate_events.context import Recorder
from quorate_events.meetings.vocabulary import MeetingStatus
from quorate_events.people.sign_in_links import UnlinkSignIn
from quorate_services.dev_issuer.issuer import confirmation_of, link_of
from quorate_services.postgres.cluster import Cluster

CHANGE = """mutation ($input: ChangeChairInput!, $id: UUID!) { changeChair(input: $input, commandId: $id) {
    __typename ... on CommandAccepted { position } ... on CommandRefused { code suggestion } } }"""
READ = """query ($id: UUID!, $at: Int) { informationShared(meetingId: $id, atLeastPosition: $at) {
    agencies { parts { audience text } } } }"""
NOTICES = """query ($id: UUID!, $at: Int) {
    workList(meetingId: $id, kinds: [NOTE_CHAIR_CHANGE], atLeastPosition: $at) { nodes { why } } }"""
CHANGES = """query ($at: Int) { chairChanges(atLeastPosition: $at) {
    nodes { meetingId chairBefore { name } chair { name } practitioner { name } agency { name } reason } } }"""
WHY = "The chair is on leave"
IN_THE_CHAIR, CONVENER, ADMINISTRATOR = ACTORS["chair"], ACTORS["convener"], ACTORS["administrator"]


@pytest_asyncio.fixture(scope="module")
async def kept(cluster: Cluster, migrated_template: str) -> AsyncIterator[Kept]:
    state = (MeetingStatus.IN_SESSION,)
    async with kept_scenes(cluster, migrated_template, "chair_tests", state) as kept:
        yield kept


@pytest_asyncio.fixture
async def told(kept: Kept) -> AsyncIterator[Live]:
    """One scene for each test: the chair moves on."""
    async with kept.cloned() as live:
        yield live


def meeting_of(told: Live) -> UUID:
    return told.scenes[MeetingStatus.IN_SESSION].meeting_id


async def name_chair(told: Live, by: Actor, chair: Actor) -> dict[str, Any]:
    command = {"meetingId": str(meeting_of(told)), "chairId": str(chair.practitioner_id), "reason": WHY}
    result = await told.send(by, CHANGE, input=command, id=str(uuid4()))
    assert result.errors is None, result.errors
    return dict(result.data["changeChair"])


async def restricted(told: Live, by: Actor, at: int | None = None) -> list[str]:
    result = await told.send(by, READ, id=str(meeting_of(told)), at=at)
    parts = [part for agency in result.data["informationShared"]["agencies"] for part in agency["parts"]]
    return [part["text"] for part in parts if part["audience"] == "RESTRICTED" and part["text"]]


async def notices(told: Live, actor: Actor, at: int) -> list[str]:
    result = await told.send(actor, NOTICES, id=str(meeting_of(told)), at=at)
    return [item["why"] for item in result.data["workList"]["nodes"]]


@pytest.mark.parametrize("name", ["convener", "administrator"])
async def test_the_convening_agency_s_staff_do_not_name_themselves(told: Live, name: str) -> None:
    actor = ACTORS[name]
    answer = await name_chair(told, actor, actor)
    assert (answer["__typename"], answer["code"]) == ("CommandRefused", "chairs_oneself")
    assert answer["suggestion"]
    assert await restricted(told, actor) == []


async def test_the_chair_names_nobody_who_is_the_chair_already_themselves(told: Live) -> None:
    assert (await name_chair(told, IN_THE_CHAIR, IN_THE_CHAIR))["code"] == "chairs_oneself"


@pytest.mark.parametrize("name", ["invited", "author", "named"])
async def test_an_invited_agency_names_no_chair(told: Live, name: str) -> None:
    assert (await name_chair(told, ACTORS[name], CONVENER))["code"] == "only_convener_or_chair"


@pytest.mark.parametrize("name", ["stranger", "emergency over", "excluded convener", "excluded author"])
async def test_a_stranger_is_told_of_no_meeting(told: Live, name: str) -> None:
    actor = ACTORS[name]
    for chair in (actor, CONVENER):
        assert (await name_chair(told, actor, chair))["code"] == "meeting_not_found"


async def test_the_chair_hands_over_and_then_reads_no_restricted_part(told: Live) -> None:
    assert await restricted(told, IN_THE_CHAIR)
    sent = await name_chair(told, IN_THE_CHAIR, CONVENER)
    assert await restricted(told, CONVENER, sent["position"])
    left = await told.send(IN_THE_CHAIR, READ, id=str(meeting_of(told)))
    assert [error.extensions["code"] for error in left.errors] == ["meeting_not_found"]


async def test_two_colleagues_who_make_each_other_chair_are_seen(told: Live) -> None:
    """The roundabout cannot be prevented: the first names the second, and the second hands over to the first."""
    await name_chair(told, CONVENER, ADMINISTRATOR)
    sent = await name_chair(told, ADMINISTRATOR, CONVENER)
    at = sent["position"]
    assert await restricted(told, CONVENER, at)
    assert await notices(told, IN_THE_CHAIR, at) == [WHY]
    # The second handed over, and needs no notice of it.
    assert await notices(told, ADMINISTRATOR, at) == []
    result = await told.send(ACTORS["data protection officer"], CHANGES, at=at)
    seen = [
        tuple(each[key]["name"] for key in ("practitioner", "chairBefore", "chair"))
        for each in result.data["chairChanges"]["nodes"]
    ]
    assert seen == [
        ("The administrator", "The administrator", "The convener"),
        ("The convener", "The chair", "The administrator"),
    ]
    assert {each["reason"] for each in result.data["chairChanges"]["nodes"]} == {WHY}


TOLD = """query ($id: UUID!, $at: Int) { workList(meetingId: $id, kinds: [NOTE_CHAIR_CHANGE], atLeastPosition: $at) {
    totalCount nodes { why notice { chair { name } practitioner { name } agency { name } until } } } }"""


async def test_the_chair_before_is_told_who_took_the_chair_and_who_named_them(told: Live) -> None:
    at = (await name_chair(told, CONVENER, ADMINISTRATOR))["position"]
    result = await told.send(IN_THE_CHAIR, TOLD, id=str(meeting_of(told)), at=at)
    assert result.errors is None, result.errors
    ((item),) = result.data["workList"]["nodes"]
    assert item["notice"]["agency"]["name"]
    assert (item["notice"]["chair"]["name"], item["notice"]["practitioner"]["name"]) == (
        "The administrator",
        "The convener",
    )


async def test_a_notice_ends_after_four_weeks(told: Live) -> None:
    at = (await name_chair(told, CONVENER, ADMINISTRATOR))["position"]
    question = {"id": str(meeting_of(told)), "at": at}
    told.office.clock.moment += timedelta(days=28)  # type: ignore[attr-defined]
    assert (await told.send(IN_THE_CHAIR, TOLD, **question)).data["workList"]["totalCount"] == 1
    told.office.clock.moment += timedelta(days=1)  # type: ignore[attr-defined]
    after = (await told.send(IN_THE_CHAIR, TOLD, **question)).data["workList"]
    assert (after["totalCount"], after["nodes"]) == (0, [])


PAGES = """query ($at: Int, $first: Int!, $after: String, $from: Date, $to: Date) {
    chairChanges(atLeastPosition: $at, first: $first, after: $after, from: $from, to: $to) {
        totalCount pageInfo { hasNextPage endCursor } nodes { changedAt chair { name } } } }"""


async def test_changes_of_the_chair_are_read_page_by_page_and_by_day(told: Live) -> None:
    officer = ACTORS["data protection officer"]
    await name_chair(told, CONVENER, ADMINISTRATOR)
    at = (await name_chair(told, ADMINISTRATOR, CONVENER))["position"]
    latest = (await told.send(officer, PAGES, at=at, first=1)).data["chairChanges"]
    assert (latest["totalCount"], latest["pageInfo"]["hasNextPage"]) == (2, True)
    after = latest["pageInfo"]["endCursor"]
    earlier = (await told.send(officer, PAGES, first=1, after=after)).data["chairChanges"]
    names = [each["chair"]["name"] for each in (*latest["nodes"], *earlier["nodes"])]
    assert names == ["The convener", "The administrator"]
    assert not earlier["pageInfo"]["hasNextPage"]
    day = date.fromisoformat(latest["nodes"][0]["changedAt"][:10])
    for days, count in (
        ({"from": str(day), "to": str(day)}, 2),
        ({"to": str(day - timedelta(days=1))}, 0),
        ({"from": str(day + timedelta(days=1))}, 0),
    ):
        found = (await told.send(officer, PAGES, first=100, **days)).data["chairChanges"]
        assert (found["totalCount"], len(found["nodes"])) == (count, count)
    refused = await told.send(officer, PAGES, first=101)
    assert [error.extensions["code"] for error in refused.errors] == ["page_size"]


CHAIRS = """query ($at: Int) { practitioners(mayChair: true, first: 100, atLeastPosition: $at) {
    totalCount nodes { practitionerId } } }"""


async def offered(told: Live, at: int | None = None) -> set[UUID]:
    """Whom the API offers to whoever names a chair."""
    found = (await told.send(CONVENER, CHAIRS, at=at)).data["practitioners"]
    people = {UUID(each["practitionerId"]) for each in found["nodes"]}
    assert found["totalCount"] == len(people)
    return people


async def test_whoever_cannot_sign_in_is_named_chair_only_once_a_second_person_confirmed_an_account(
    told: Live,
) -> None:
    guest, commands = ACTORS["registrar"], told.office.commands
    position = None
    for command in (link_of(guest.practitioner_id), confirmation_of(guest.practitioner_id)):
        assert guest.practitioner_id not in await offered(told, position)
        refused = await name_chair(told, CONVENER, guest)
        assert (refused["__typename"], refused["code"]) == ("CommandRefused", "chair_cannot_sign_in")
        done = await commands.execute(command, command_id=uuid4(), by=Recorder(uuid4(), uuid4()))
        position = done.position
    assert guest.practitioner_id in await offered(told, position)
    assert (await name_chair(told, CONVENER, guest))["__typename"] == "CommandAccepted"


async def test_whoever_reads_no_meeting_or_lost_the_account_is_not_offered_as_chair(told: Live) -> None:
    officer, chair = ACTORS["data protection officer"], IN_THE_CHAIR
    account = link_of(chair.practitioner_id)
    assert officer.practitioner_id not in await offered(told)
    assert chair.practitioner_id in await offered(told)
    taken = UnlinkSignIn(
        practitioner_id=chair.practitioner_id, issuer=account.issuer, subject=account.subject, reason="Lost."
    )
    done = await told.office.commands.execute(taken, command_id=uuid4(), by=Recorder(uuid4(), uuid4()))
    assert chair.practitioner_id not in await offered(told, done.position)
