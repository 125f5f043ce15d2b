"""Generated questions and commands, as scanners send them: no fault, and nothing of the inside in any answer."""

import asyncio
import re
from typing import Any
from uuid import uuid4

import pytest
import schemathesis
from graphql import get_introspection_query
from hypothesis import HealthCheck, Phase, given, settings
from tests.support.sign_in import authorization, may_sign_in

from quorate_events.access.actor import Duty
from quorate_events.context import Recorder
from quorate_events.people.practitioner import RegisterPractitioner

CASES, CASES_OF_OTHERS = 3, 1
"""Of each operation, as the police and as each of the others: there are more than fifty operations."""

_INSIDE = re.compile(
    r"Traceback|File \\?\"|\.py\b|site-packages|asyncpg|graphql_core|strawberry|psycopg"
    r"|\bselect\b .*\bfrom\b|\binsert into\b|\brelation\b .*\bdoes not exist\b"
    r"|\b[A-Z]\w*(?:Error|Exception)\b",
    re.IGNORECASE,
)


ASKERS = ("police", "chair", "board", "auditor", "nobody")
DUTIES = {"board": Duty.BOARD_ANALYST, "auditor": Duty.AUDITOR}


async def _headers(office: Any, people: Any, who: str) -> dict[str, str]:
    """The headers of somebody who signs in; none of nobody."""
    if who == "nobody":
        return {}
    if who not in DUTIES:
        return authorization(getattr(people, who).practitioner_id)
    person, duties = uuid4(), (DUTIES[who],)
    member = RegisterPractitioner(
        practitioner_id=person, name="A Person", agency_id=people.chair.agency_id, duties=duties
    )
    await office.commands.execute(member, command_id=uuid4(), by=Recorder(uuid4(), uuid4()))
    await may_sign_in(office.commands, person)
    return authorization(person)


@pytest.mark.slow
@pytest.mark.parametrize("who", ASKERS)
async def test_no_generated_operation_is_a_fault_or_shows_the_inside(
    server: str, api: Any, office: Any, people: Any, who: str
) -> None:
    address = server.replace("ws://", "http://")
    introspected = await api.ask(get_introspection_query())
    cases = CASES if who == "police" else CASES_OF_OTHERS
    headers = await _headers(office, people, who)
    asked, problems = await asyncio.to_thread(_ask_everything, introspected, address, headers, cases)
    assert problems == []
    assert asked > 50


def _ask_everything(
    introspected: Any, address: str, headers: dict[str, str], cases: int
) -> tuple[int, list[str]]:
    schema = schemathesis.graphql.from_dict({"data": introspected})
    asked, problems = 0, list[str]()
    for found in schema.get_all_operations():
        operation = found.ok()

        @settings(
            max_examples=cases, derandomize=True, database=None, deadline=None,
            phases=[Phase.generate], suppress_health_check=list(HealthCheck),
        )  # fmt: skip
        @given(case=operation.as_strategy())
        def ask(case: Any) -> None:
            nonlocal asked
            asked += 1
            answer = case.call(base_url=address, headers=headers)
            codes = [
                (error.get("extensions") or {}).get("code") for error in (answer.json().get("errors") or [])
            ]
            if answer.status_code >= 500 or "fault" in codes or None in codes:
                problems.append(f"{answer.status_code} {codes}: {case.body}")
            if inside := _INSIDE.search(answer.text):
                problems.append(f"{inside[0]!r} in the answer to {case.body}")

        ask()
    return asked, problems
