"""Generated questions and commands, as scanners send them: no fault, and nothing of the inside in any answer."""

import asyncio
import re
from typing import Any

import pytest
import schemathesis
from graphql import get_introspection_query
from hypothesis import HealthCheck, Phase, given, settings
from tests.support.sign_in import authorization

CASES = 4
"""Of each operation. There are more than fifty operations; all of it takes well under a minute."""

_INSIDE = re.compile(
    r"Traceback|File \\?\"|\.py\b|site-packages|asyncpg|graphql_core|strawberry|psycopg"
    r"|\bselect\b .*\bfrom\b|\binsert into\b|\brelation\b .*\bdoes not exist\b"
    r"|\b[A-Z]\w*(?:Error|Exception)\b",
    re.IGNORECASE,
)


@pytest.mark.slow
async def test_no_generated_operation_is_a_fault_or_shows_the_inside(
    server: str, api: Any, people: Any
) -> None:
    address = server.replace("ws://", "http://")
    introspected = await api.ask(get_introspection_query())
    headers = authorization(people.police.practitioner_id)
    asked, problems = await asyncio.to_thread(_ask_everything, introspected, address, headers)
    assert problems == []
    assert asked > 100


def _ask_everything(introspected: Any, address: str, headers: dict[str, str]) -> tuple[int, list[str]]:
    schema = schemathesis.graphql.from_dict({"data": introspected})
    asked, problems = 0, list[str]()
    for found in schema.get_all_operations():
        operation = found.ok()

        @settings(
            max_examples=CASES, derandomize=True, database=None, deadline=None,
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
