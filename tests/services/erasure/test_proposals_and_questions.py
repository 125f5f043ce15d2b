"""What is due, what is held, and how erasure stands, as those who account for it are told."""

import dataclasses
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import msgspec
import pytest_asyncio
from tests.support.erasure_scene import OFFICER, OTHER_OFFICER, Scene, erasure_scene
from tests.support.history import POLICE, SOCIAL_CARE, worker_of

from quorate_events.access.actor import Actor, Duty
from quorate_events.people.erasure import DeclineErasure, LiftHold, PlaceHold
from quorate_events.rules.rule_set import RetentionRule, RetentionSince, RuleSet
from quorate_events.vault.proposals import proposals
from quorate_graphql.context import Asking
from quorate_graphql.identity import Identity
from quorate_graphql.limits.limits import Limits
from quorate_graphql.schema import build_schema

PERSON_FILE = """query ($id: UUID!) { personalDataFile(personId: $id) {
    held reviewOn erasure basis report { streams events sharedWith leftInClear } steps { what reason } } }"""
HOLDINGS = """query ($id: UUID!) { holdings(personId: $id, first: 100) { totalCount nodes {
    field text erased aboutOthers reviewThirdParties reviewRestricted inClear } } }"""

OPEN_FILES = """query ($first: Int, $after: String) { openPersonalDataFiles(first: $first, after: $after) {
    totalCount pageInfo { hasNextPage endCursor } nodes { personId held reviewOn erasure } } }"""
PROPOSALS = """{ retentionProposals { totalCount nodes { personId dueOn } } }"""


@pytest_asyncio.fixture
async def scene(cluster, database, tmp_path) -> AsyncIterator[Scene]:
    async with erasure_scene(cluster, database, tmp_path) as opened:
        yield opened


async def ask(scene: Scene, document: str, *duties: Duty, **variables: Any) -> Any:
    actor = Actor(OFFICER.practitioner_id, SOCIAL_CARE, frozenset(duties))
    schema = build_schema(Limits(introspection=True))
    return await schema.execute(
        document,
        {"id": str(scene.first), **variables},
        context_value=Asking(scene.office, Identity(actor=actor)),
    )


def with_retention(scene: Scene, *rules: RetentionRule) -> RuleSet:
    return msgspec.structs.replace(scene.wiring.house.current, retention=rules)


async def test_the_schedule_proposes_whom_no_hold_keeps(scene: Scene) -> None:
    one_year = RetentionRule(label="A year", years=1, since=RetentionSince.LAST_MEETING, source="A test")
    rules, commands = with_retention(scene, one_year), scene.office.commands
    now = datetime.now(UTC).date()
    assert await proposals(scene.log, commands, rules, now) == []
    assert await proposals(scene.log, commands, with_retention(scene), date(2199, 1, 1)) == []
    later = now + timedelta(days=400)
    found = await proposals(scene.log, commands, rules, later)
    assert {each.person_id for each in found} == {scene.first, scene.second}
    hold = PlaceHold(person_id=scene.second, reason="An inquiry", review_on=now + timedelta(days=30))
    await scene.do(hold, OFFICER)
    assert [each.person_id for each in await proposals(scene.log, commands, rules, later)] == [scene.first]
    await scene.ask_for_erasure(scene.first)
    assert await proposals(scene.log, commands, rules, later) == []


async def test_what_is_held_is_listed_with_marks_and_after_erasure_without_a_word(scene: Scene) -> None:
    answered = await ask(scene, HOLDINGS, Duty.DATA_PROTECTION_OFFICER)
    assert answered.errors is None
    nodes = answered.data["holdings"]["nodes"]
    by_text = {each["text"]: each for each in nodes}
    own = {"M1.mark Child", "2011-02-11", "M1.mark worry", "M1.mark visit"}
    assert own | {"M12.mark worry", "M12.mark why"} <= set(by_text)
    assert "M2.mark worry" not in by_text
    assert by_text["M12.mark worry"]["aboutOthers"] == [str(scene.second)]
    assert by_text["M1.mark worry"]["aboutOthers"] == []
    assert by_text["M1.mark worry"]["reviewRestricted"]
    assert by_text["M1.mark worry"]["reviewThirdParties"]
    assert not by_text["M1.mark Child"]["reviewThirdParties"]
    await scene.erase(scene.first)
    answered = await ask(scene, HOLDINGS, Duty.DATA_PROTECTION_OFFICER)
    erased = answered.data["holdings"]["nodes"]
    assert len(erased) == len(nodes)
    assert {(each["text"], each["erased"]) for each in erased} == {(None, True)}
    told = (await ask(scene, PERSON_FILE, Duty.AUDITOR)).data["personalDataFile"]
    assert told["erasure"] == "ERASED"
    assert told["report"]["sharedWith"] == [str(scene.second)]
    assert told["report"]["leftInClear"] == 0
    assert [each["what"] for each in told["steps"]] == ["ERASURE_REQUESTED", "ERASURE_APPROVED", "ERASED"]
    assert told["steps"][0]["reason"] == "The schedule has run out"


async def test_files_with_something_open_are_listed_until_nothing_is(scene: Scene) -> None:
    async def listed(**variables: Any) -> Any:
        answered = await ask(scene, OPEN_FILES, Duty.SAFEGUARDING_PARTNER, **variables)
        assert answered.errors is None
        return answered.data["openPersonalDataFiles"]

    assert (await listed(first=20))["nodes"] == []
    await scene.ask_for_erasure(scene.first)
    review = datetime.now(UTC).date() + timedelta(days=30)
    await scene.do(PlaceHold(person_id=scene.second, reason="An inquiry", review_on=review), OFFICER)
    first = await listed(first=1)
    assert (first["totalCount"], first["pageInfo"]["hasNextPage"]) == (2, True)
    assert first["nodes"] == [
        {"personId": str(scene.first), "held": False, "reviewOn": None, "erasure": "REQUESTED"}
    ]
    behind = await listed(first=1, after=first["pageInfo"]["endCursor"])
    assert behind["nodes"] == [
        {"personId": str(scene.second), "held": True, "reviewOn": str(review), "erasure": "NONE"}
    ]
    await scene.do(DeclineErasure(person_id=scene.first, reason="The wrong child"), OTHER_OFFICER)
    await scene.do(LiftHold(person_id=scene.second, reason="It has ended"), OFFICER)
    assert (await listed(first=20))["nodes"] == []


async def test_what_the_schedule_proposes_is_told(scene: Scene) -> None:
    one_year = RetentionRule(label="A year", years=1, since=RetentionSince.LAST_MEETING, source="A test")
    rules, office = with_retention(scene, one_year), scene.office
    asked: list[date] = []

    async def later(today: date) -> Any:
        asked.append(today)
        return await proposals(scene.log, office.commands, rules, today + timedelta(days=400))

    scene.office = dataclasses.replace(office, retention_due=later)
    answered = await ask(scene, PROPOSALS, Duty.DATA_PROTECTION_OFFICER)
    told = answered.data["retentionProposals"]
    assert {each["personId"] for each in told["nodes"]} == {str(scene.first), str(scene.second)}
    assert told["totalCount"] == 2
    assert len(asked) == 1
    scene.office = office
    answered = await ask(scene, PROPOSALS, Duty.DATA_PROTECTION_OFFICER)
    assert answered.data["retentionProposals"]["nodes"] == []


async def test_nobody_else_is_told(scene: Scene) -> None:
    for document, duties in (
        (HOLDINGS, (Duty.AUDITOR, Duty.SAFEGUARDING_PARTNER, Duty.PRACTITIONER)),
        (PERSON_FILE, (Duty.PRACTITIONER, Duty.AGENCY_COORDINATOR)),
        (OPEN_FILES, (Duty.PRACTITIONER, Duty.REVIEWER)),
        (PROPOSALS, (Duty.PRACTITIONER, Duty.BOARD_ANALYST)),
    ):
        answered = await ask(scene, document, *duties, first=20)
        assert answered.errors is not None
        assert [each.original_error.code for each in answered.errors] == ["no_duty"]


async def test_who_reads_a_record_is_told_what_was_erased(scene: Scene) -> None:
    await scene.erase(scene.first)
    reader = Actor(worker_of(POLICE), POLICE, frozenset({Duty.PRACTITIONER}))
    schema = build_schema(Limits(introspection=True))
    document = """query ($id: UUID!) { informationShared(meetingId: $id) {
        agencies { parts { text erased } } } }"""
    answered = await schema.execute(
        document, {"id": str(scene.meeting_id)}, context_value=Asking(scene.office, Identity(actor=reader))
    )
    assert answered.errors is None
    parts = [part for each in answered.data["informationShared"]["agencies"] for part in each["parts"]]
    assert [(each["text"], each["erased"]) for each in parts] == [
        ("⟦erased⟧", True),
        ("M2.mark worry", False),
        ("⟦erased⟧", True),
    ]
