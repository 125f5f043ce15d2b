"""Whoever follows the page on operations comes from an empty production database to members who are signed in."""

import re
import shlex
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx2
import pytest
from tests.docs.conftest import NOW
from tests.docs.printed import DOCS, Operation, blocks, operations
from tests.graphql.conftest import OneDatabase
from tests.services.cli.conftest import run_quorate

from quorate_events.vault.local_file import LocalKeyFile
from quorate_services.api.app import ApiOptions, create_app
from quorate_services.composition import open_event_log, open_office, projecting, wire
from quorate_services.demo.deciding import SimulatedClock
from quorate_services.dev_issuer.issuer import AUDIENCE, DevelopmentIssuer
from quorate_services.identity.identify import TokenIdentity, Trusted
from quorate_services.identity.issuers import TrustedIssuer
from quorate_services.postgres.cluster import Cluster
from quorate_services.postgres.roles import Role
from quorate_services.settings import Settings

PAGE = DOCS / "operations.md"
DATABASE = "docs_first_members"
KEYS = DevelopmentIssuer()


@pytest.fixture
async def production(cluster: Cluster, tmp_path: Path) -> AsyncIterator[dict[str, str]]:
    """The settings of a production whose database nobody has touched."""
    await cluster.create_database(DATABASE)
    LocalKeyFile.create(tmp_path / "kek.json")
    yield {
        "QUORATE_KEY_FILE": str(tmp_path / "kek.json"),
        "QUORATE_HOME": str(tmp_path),
        "QUORATE_DATABASE_URL": cluster.dsn(Role.OWNER, DATABASE),
        "QUORATE_APP_DATABASE_URL": cluster.dsn(Role.APP, DATABASE),
        "QUORATE_PROJECTOR_DATABASE_URL": cluster.dsn(Role.PROJECTOR, DATABASE),
        "QUORATE_RELAY_DATABASE_URL": cluster.dsn(Role.RELAY, DATABASE),
    }
    await cluster.drop_database(DATABASE)


def steps() -> list[list[str] | Operation]:
    """What the section prints, in its order: arguments of ``quorate``, and operations."""
    text = PAGE.read_text("utf-8")
    first, last = (
        text.count("\n", 0, text.index(f"\n## {each}")) for each in ("The first m", "PostgreSQL\n")
    )
    by_line = {each.line: each for each in operations(PAGE)}
    found: list[list[str] | Operation] = []
    for block in blocks(PAGE):
        if not first < block.line < last:
            continue
        if block.language == "sh":
            lines = block.text.replace("\\\n", " ").splitlines()
            found += [shlex.split(line)[1:] for line in lines]
        elif block.language == "graphql":
            found.append(by_line[block.line])
    return found


def token(issuer: str, subject: str) -> str:
    seconds = int(NOW.timestamp())
    claims = {"iss": issuer, "sub": subject, "aud": AUDIENCE, "iat": seconds, "exp": 2**33, "client_id": "p"}
    return KEYS.sign(claims)


async def test_the_printed_path_leads_from_nothing_to_two_members(
    cluster: Cluster, production: dict[str, str]
) -> None:
    told = steps()
    admit = next(each for each in told if isinstance(each, list) and each[0] == "admit")
    given = dict(zip(admit[1::2], admit[2::2], strict=True))
    subjects = {"first": given["--subject"], "second": "another-account"}
    issuer = TrustedIssuer(issuer=given["--issuer"], audience=AUDIENCE, algorithms=("ES256",))
    trusted = Trusted(issuer, KEYS.trusted.keys)
    told_ids: dict[str, str] = {}
    seen: list[Any] = []
    async with AsyncExitStack() as stack:
        http: httpx2.AsyncClient | None = None
        for step in told:
            if isinstance(step, list):
                ran = await run_quorate(production, *step)
                assert ran.code == 0, ran.err
                if step[0] == "admit":
                    _, told_ids["<agency>"] = re.findall(r"[0-9a-f-]{36}", ran.out)
                continue
            http = http or await _served(stack, cluster, production, trusted)
            variables = _filled(step.variables, told_ids)
            headers = {"Authorization": f"Bearer {token(issuer.issuer, subjects[step.asks or ''])}"}
            body = {"query": step.document, "variables": variables}
            answer = (await http.post("/graphql", json=body, headers=headers)).json()
            assert "errors" not in answer, f"{step.page}:{step.line}: {answer}"
            seen.append(next(iter(answer["data"].values())))
    assert [sorted(each) for each in seen[1:3]] == [["position"], ["position"]]
    assert seen[0]["duties"] == ["AGENCY_COORDINATOR", "SAFEGUARDING_PARTNER"]
    assert seen[3]["practitionerId"] == "01936a9e-0000-7000-8000-0000000000b2"


async def _served(
    stack: AsyncExitStack, cluster: Cluster, production: dict[str, str], trusted: Trusted
) -> httpx2.AsyncClient:
    settings = Settings(
        **{name.removeprefix("QUORATE_").lower(): value for name, value in production.items()}
    )
    wiring = wire(settings, OneDatabase(cluster, DATABASE))
    wiring = replace(wiring, house=replace(wiring.house, clock=SimulatedClock(NOW)))
    log = await stack.enter_async_context(open_event_log(wiring))
    board, _ = await stack.enter_async_context(projecting(wiring))
    office = await stack.enter_async_context(open_office(wiring, log, board))
    app = create_app(office, ApiOptions(identify=TokenIdentity([trusted], office.members)))
    await stack.enter_async_context(app.router.lifespan_context(app))
    http = httpx2.AsyncClient(transport=httpx2.ASGITransport(app=app), base_url="http://docs.test")
    return await stack.enter_async_context(http)


def _filled(value: Any, ids: dict[str, str]) -> Any:
    if isinstance(value, dict):
        return {name: _filled(inner, ids) for name, inner in value.items()}
    return ids.get(value, value) if isinstance(value, str) else value
