"""No function that the application may call answers without a context, or with another actor's."""

from collections.abc import AsyncIterator
from datetime import date
from itertools import product
from typing import Any

import pytest_asyncio
from tests.support.history import SOCIAL_CARE, reader

from quorate_events.access.purpose import Purpose
from quorate_services.postgres.roles import Role

from .catalogue import functions_of_the_application
from .conftest import OF_POLICE, SAM, STRANGER, Locked

OF_THE_SESSION = {
    "quorate.practitioner_id",
    "quorate.agency_id",
    "quorate.has_duty",
    "quorate.purpose",
    "quorate.is_counting",
    "quorate.moment",
}
"""Say what the session itself said; they read no table."""
AS_WHOEVER_ASKS = {
    "quorate.may_read_meeting": frozenset[Purpose](),
    "quorate.may_read_child": frozenset[Purpose](),
    "quorate.excluded_from": frozenset[Purpose](),
    "quorate.excluded_in_person": frozenset[Purpose](),
    "quorate.may_ask_before": frozenset({Purpose.AGGREGATES, Purpose.UPKEEP}),
}
"""Say yes or no of the actor, from the rows that row-level security leaves the actor; no actor gets a yes, but for
the purposes named."""
AS_THE_OWNER = {
    "quorate.facts_of_child": frozenset({Purpose.POLICY, Purpose.UPKEEP}),
    "quorate.facts_of_meetings": frozenset({Purpose.POLICY, Purpose.UPKEEP}),
    "quorate.conference_before": frozenset({Purpose.AGGREGATES, Purpose.UPKEEP}),
    "quorate.conferences_before": frozenset({Purpose.AGGREGATES, Purpose.UPKEEP}),
    "quorate.children_of_meetings": frozenset({Purpose.POLICY, Purpose.UPKEEP}),
    "quorate.one_child": frozenset({Purpose.POLICY, Purpose.UPKEEP}),
    "quorate.sealed_entries": frozenset[Purpose](),
}
"""Go behind row-level security: the purposes for which they answer whoever asks."""
INTO_THE_LOG = {"quorate.append_batch"}
"""Takes events, for the purpose of commands only: ``test_straight_to_the_database``."""
INTO_THE_KEYS = {"quorate_keys.destroy"}
"""Destroys keys, for the purpose of keys only: ``tests/events/vault/test_keyring.py``."""


@pytest_asyncio.fixture
async def followed(locked: Locked) -> AsyncIterator[Locked]:
    """The other meeting is about Sam as well, so that the conference comes before it."""
    change = "update {0}.meetings set child_ids = {1} where meeting_id = $1"
    async with locked.as_role(Role.PROJECTOR) as projector:
        await projector.execute("insert into access.children values ($1, $2)", locked.other, SAM)
        for view in ("timeliness", "quoracy"):
            await projector.execute(change.format(view, "child_ids || $2::uuid"), locked.other, SAM)
        try:
            yield locked
        finally:
            for view in ("timeliness", "quoracy"):
                removed = change.format(view, "array_remove(child_ids, $2::uuid)")
                await projector.execute(removed, locked.other, SAM)
            await projector.execute(
                "delete from access.children where meeting_id = $1 and child_id = $2", locked.other, SAM
            )


async def answers(connection: Any, name: str, types: list[str], locked: Locked) -> set[str]:
    """Call a function about everything there is, and return what it tells: neither nothing nor "no"."""
    ids = (locked.conference, locked.other, SAM, STRANGER.agency_id)
    given = {
        "uuid": ids, "uuid[]": [list(ids)], "text[]": [["auditor"]],
        "text": ["Kim Example", locked.wiring.ledger], "date": [date(2019, 5, 1)], "bigint": [1, 100],
    }  # fmt: skip
    told = set()
    for arguments in product(*(given[each] for each in types)):
        cast = ", ".join(f"${number}::{each}" for number, each in enumerate(types, 1))
        rows = await connection.fetch(f"select to_jsonb(told)::text from {name}({cast}) as told", *arguments)
        told |= {row[0] for row in rows if row[0] not in (None, "false", "null")}
    return told


async def test_every_function_that_the_application_may_call_is_known(locked):
    async with locked.as_role(Role.OWNER) as owner:
        found = await functions_of_the_application(owner)
    assert {row["name"] for row in found if row["definer"]} == {*AS_THE_OWNER, *INTO_THE_LOG, *INTO_THE_KEYS}
    assert {row["name"] for row in found if not row["definer"]} == {*AS_WHOEVER_ASKS, *OF_THE_SESSION}


async def test_a_function_that_somebody_forgets_to_close_is_found(locked):
    async with locked.as_role(Role.OWNER) as owner, owner.transaction():
        await owner.execute(
            "create function quorate.forgotten() returns text language sql as 'select 1::text'"
        )
        assert "quorate.forgotten" in {row["name"] for row in await functions_of_the_application(owner)}
        await owner.execute("drop function quorate.forgotten()")


async def test_none_answers_without_a_context_or_to_a_stranger_but_for_its_purposes(followed):
    async with followed.as_role(Role.OWNER) as owner:
        found = await functions_of_the_application(owner)
    open_for = AS_WHOEVER_ASKS | AS_THE_OWNER
    asked = [row for row in found if row["name"] not in OF_THE_SESSION | INTO_THE_LOG | INTO_THE_KEYS]
    assert {row["name"] for row in asked} >= set(open_for)
    for actor, purpose in product((None, STRANGER), (None, *Purpose)):
        async with followed.as_application(actor, purpose) as connection:
            for row in asked:
                told = await answers(connection, row["name"], row["types"], followed)
                if purpose not in open_for.get(row["name"], frozenset()):
                    assert told == set(), (row["name"], actor, purpose)


async def test_what_came_before_a_meeting_is_answered_to_who_may_read_it_and_about_no_other(followed):
    convened = reader(SOCIAL_CARE)
    for name in ("quorate.conference_before", "quorate.conferences_before"):
        async with followed.as_application(convened, Purpose.VIEWS) as connection:
            assert await answers(connection, name, ["uuid"], followed)
        async with followed.as_application(OF_POLICE, Purpose.VIEWS) as connection:
            assert await connection.fetch(f"select * from {name}($1)", followed.other) == []


async def test_the_functions_of_the_owner_have_something_to_hide(followed):
    async with followed.as_role(Role.OWNER) as owner:
        types_of = {row["name"]: row["types"] for row in await functions_of_the_application(owner)}
    for name, purposes in AS_THE_OWNER.items():
        types = types_of[name]
        for purpose in purposes:
            async with followed.as_application(STRANGER, purpose) as connection:
                assert await answers(connection, name, types, followed)
