"""The same questions, asked straight to PostgreSQL with the application's role."""

from uuid import uuid4

import asyncpg
import msgspec
import pytest
from tests.support.history import SCHOOL

from quorate_events.access.actor import Actor, Duty
from quorate_events.access.purpose import Purpose
from quorate_services.postgres.roles import Role

from .catalogue import tables_of_the_application
from .conftest import EXCLUDED, OF_HEALTH, OF_HOUSING, OF_POLICE, OF_SCHOOL, STRANGER, THE_CHAIR

FOR_EVERY_MEMBER = {"directory.agencies", "directory.practitioners"}
WHO_CAN_SIGN_IN = {"sign_ins.let_in"}
FOR_TRENDS = {
    "actions_agreed.actions",
    "attendance.children",
    "attendance.invited_agencies",
    "attendance.invited_roles",
    "attendance.meetings",
    "plans.decisions",
    "quoracy.meetings",
    "timeliness.clocks",
    "timeliness.meetings",
}
NEVER_FILLED_HERE = {
    "access.excluded_agencies",
    "access.openings",
    "meeting_record.emergency_openings",
    "quorate.cosignatures",
    "quorate.key_statements",
    "quorate.projection_poison",
    "quorate_keys.data_keys",
}


async def rows(connection) -> dict[str, int]:
    """Count the rows that a session sees, by table; only tables in which it sees any."""
    counted = {
        name: await connection.fetchval(f"select count(*) from {name}")
        for name in await tables_of_the_application(connection)
    }
    return {name: count for name, count in counted.items() if count}


async def test_there_is_something_to_hide_in_every_table(locked):
    async with locked.as_role(Role.OWNER, purpose="upkeep") as owner:
        assert set(await tables_of_the_application(owner)) - set(await rows(owner)) == NEVER_FILLED_HERE


async def test_without_a_context_every_table_is_empty(locked):
    async with locked.as_application() as connection:
        assert await rows(connection) == {}


async def test_after_a_context_was_used_and_has_ended_every_table_is_empty_again(locked):
    async with locked.as_application() as connection:
        async with connection.transaction():
            for name, value in (
                ("practitioner_id", OF_POLICE.practitioner_id),
                ("agency_id", OF_POLICE.agency_id),
                ("purpose", "views"),
            ):
                await connection.execute("select set_config($1, $2, true)", f"quorate.{name}", str(value))
            assert await rows(connection) != {}
        assert await rows(connection) == {}


async def test_a_stranger_sees_who_belongs_to_the_partnership_and_nothing_else(locked):
    async with locked.as_application(STRANGER, Purpose.VIEWS) as connection:
        assert set(await rows(connection)) == FOR_EVERY_MEMBER | WHO_CAN_SIGN_IN


async def test_the_owner_without_a_purpose_sees_nothing_either(locked):
    async with locked.as_role(Role.OWNER) as owner:
        seen = await rows(owner)
    assert {name for name in seen if not name.startswith("quorate.projection_")} == set()


async def test_a_count_over_everybody_opens_the_tables_of_trends_and_no_other(locked):
    async with locked.as_application(STRANGER, Purpose.AGGREGATES) as connection:
        assert set(await rows(connection)) == FOR_EVERY_MEMBER | FOR_TRENDS


async def test_nobody_counts_without_being_identified(locked):
    async with locked.as_application(None, Purpose.AGGREGATES) as connection:
        assert await rows(connection) == {}


async def test_telling_of_changes_opens_the_log_only(locked):
    async with locked.as_application(None, Purpose.CHANGES) as connection:
        assert set(await rows(connection)) == {"quorate.stored_events"}


async def test_evidence_opens_the_tree_and_the_checkpoints_only(locked):
    async with locked.as_application(None, Purpose.EVIDENCE) as connection:
        assert set(await rows(connection)) == {"quorate.checkpoints", "quorate.tree_hashes"}


@pytest.mark.parametrize(
    ("duty", "shown"), [("auditor", 3), ("data_protection_officer", 3), ("practitioner", 0)]
)
async def test_what_leaves_are_made_of_is_told_to_auditors_without_the_stored_bytes(locked, duty, shown):
    async with locked.as_role(Role.APP, purpose="evidence", duties=duty) as connection:
        told = await connection.fetch("select * from quorate.sealed_entries('northbrook-none', 1, 3)")
        assert told == []
        told = await connection.fetch("select * from quorate.sealed_entries('stoke', 1, 3)")
    assert len(told) == shown
    assert not any("state" in row for row in told)


@pytest.mark.parametrize("purpose", [each for each in Purpose if each is not Purpose.EVIDENCE])
async def test_what_leaves_are_made_of_is_told_for_evidence_only(locked, purpose):
    async with locked.as_role(Role.APP, purpose=purpose.value, duties="auditor") as connection:
        assert await connection.fetch("select * from quorate.sealed_entries('stoke', 1, 3)") == []


@pytest.mark.parametrize("actor", [OF_POLICE, OF_HEALTH])
async def test_those_whom_the_conference_concerns_see_it_and_no_other(locked, actor):
    async with locked.as_application(actor, Purpose.VIEWS) as connection:
        for view in ("meeting_record", "information_shared", "attendance", "quoracy", "timeliness"):
            seen = await connection.fetch(f"select meeting_id from {view}.meetings")
            assert [row["meeting_id"] for row in seen] == [locked.conference]
        names = await connection.fetch("select name from directory.children")
        assert [row["name"] for row in names] == ["Sam Example"]


async def test_who_chairs_sees_both_meetings_whatever_the_agency(locked):
    async with locked.as_application(THE_CHAIR, Purpose.VIEWS) as connection:
        seen = await connection.fetch("select meeting_id from meeting_record.meetings")
        assert {row["meeting_id"] for row in seen} == {locked.conference, locked.other}
        assert await connection.fetchval("select count(*) from directory.children") == 2


async def test_a_person_who_was_excluded_sees_nothing_of_the_meeting(locked):
    async with locked.as_application(EXCLUDED, Purpose.VIEWS) as connection:
        seen = await rows(connection)
    meetings = {name for name in seen if name.endswith((".meetings", ".sittings", ".invitees", ".attendees"))}
    assert meetings == set()


async def test_an_agency_that_is_no_longer_invited_keeps_what_it_shared_and_reads_no_more(locked):
    async with locked.as_application(OF_SCHOOL, Purpose.VIEWS) as connection:
        seen = await rows(connection)
        kept = await connection.fetchval("select content from information_shared.own_shares")
    assert list(msgspec.json.decode(kept)["answers"]) == [str(SCHOOL)]
    assert msgspec.json.decode(kept)["standing"]["status"] == "convened"
    assert "information_shared.meetings" not in seen
    assert "meeting_record.meetings" not in seen
    assert "attendance.invitees" not in seen


async def test_the_owner_of_an_action_sees_it_and_its_child_but_not_the_meeting(locked):
    async with locked.as_application(OF_HOUSING, Purpose.VIEWS) as connection:
        seen = await rows(connection)
        assert seen["actions_agreed.actions"] == 1
        assert seen["directory.children"] == 1
    assert not {name for name in seen if name.endswith(".meetings")}


async def test_the_log_takes_nothing_from_a_session_that_is_not_for_commands(locked):
    empty = "array[]::uuid[], array[]::bytea[], array[]::bytea[], array[]::integer[]"
    async with locked.as_application(OF_POLICE, Purpose.VIEWS) as connection:
        with pytest.raises(asyncpg.InsufficientPrivilegeError, match="row-level security"):
            await connection.execute(
                f"select quorate.append_batch('stoke', {empty}, array[]::integer[], array[]::uuid[], "
                "array[]::bigint[], array[]::text[], array[]::bytea[])"
            )


async def test_changes_of_a_chair_are_for_the_data_protection_officer_alone(locked):
    officer = Actor(uuid4(), STRANGER.agency_id, frozenset({Duty.DATA_PROTECTION_OFFICER}))
    async with locked.as_application(officer, Purpose.VIEWS) as connection:
        assert (await rows(connection))["meeting_record.chair_changes"] == 2
    for actor in (THE_CHAIR, OF_POLICE, STRANGER):
        async with locked.as_application(actor, Purpose.VIEWS) as connection:
            assert "meeting_record.chair_changes" not in await rows(connection)


async def test_own_openings_are_seen_until_their_time_and_by_nobody_else(locked):
    async with locked.as_role(Role.PROJECTOR) as projector:
        await projector.execute(
            "insert into meeting_record.emergency_openings "
            "values ($1, $2, $3, $4, 'r', now(), now() + interval '1 minute', null)",
            locked.conference,
            uuid4(),
            STRANGER.practitioner_id,
            STRANGER.agency_id,
        )
        seen = "meeting_record.emergency_openings"
        try:
            async with locked.as_application(THE_CHAIR, Purpose.VIEWS) as connection:
                assert seen not in await rows(connection)
            async with locked.as_application(STRANGER, Purpose.VIEWS) as connection:
                assert seen in await rows(connection)
                await projector.execute(f"update {seen} set until = now() - interval '1 second'")
                assert seen not in await rows(connection)
        finally:
            await projector.execute(f"delete from {seen}")


async def test_an_opening_in_an_emergency_lasts_until_its_time(locked):
    async with locked.as_role(Role.PROJECTOR) as projector:
        await projector.execute(
            "insert into access.openings values ($1, $2, now() + interval '1 minute')",
            locked.conference,
            STRANGER.practitioner_id,
        )
        try:
            async with locked.as_application(STRANGER, Purpose.VIEWS) as connection:
                assert "meeting_record.meetings" in await rows(connection)
                await projector.execute("update access.openings set until = now() - interval '1 second'")
                assert "meeting_record.meetings" not in await rows(connection)
        finally:
            await projector.execute("delete from access.openings")
