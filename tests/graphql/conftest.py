"""One API over one real database for all tests here; each test makes meetings and people of its own."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import httpx2
import pytest
import pytest_asyncio
import uvicorn
from fastapi import FastAPI
from tests.support.sign_in import ISSUER, authorization, may_sign_in

from quorate_events.command import Command
from quorate_events.context import Recorder
from quorate_events.meetings.vocabulary import Sector
from quorate_events.people.agency import RegisterAgency
from quorate_events.people.child import RegisterChild
from quorate_events.people.practitioner import RegisterPractitioner
from quorate_events.vault.local_file import LocalKeyFile
from quorate_graphql.limits.limits import Limits
from quorate_graphql.office import Office
from quorate_services.api.app import ApiOptions, create_app
from quorate_services.composition import build_views, open_event_log, open_office, projecting, wire
from quorate_services.identity.identify import TokenIdentity
from quorate_services.postgres.cluster import Cluster
from quorate_services.postgres.roles import Role
from quorate_services.settings import Environment, Settings


def for_tests(office: Office) -> ApiOptions:
    """Options that believe the tokens of the tests' issuer."""
    identify = TokenIdentity([ISSUER.trusted], office.members)
    return ApiOptions(limits=Limits(introspection=True), identify=identify)


@dataclass(frozen=True)
class OneDatabase:
    """The connections of one database of the cluster."""

    cluster: Cluster
    name: str

    def dsn(self, role: Role, database: str | None = None) -> str:
        return self.cluster.dsn(role, database or self.name)


@dataclass(frozen=True)
class Person:
    """Somebody who uses the API."""

    practitioner_id: UUID
    agency_id: UUID


@dataclass(frozen=True)
class People:
    """A small partnership."""

    chair: Person
    police: Person
    health: Person
    child_id: UUID


class Api:
    """Asks the real application, without a network in between."""

    def __init__(self, app: FastAPI) -> None:
        self.app = app
        self.http = httpx2.AsyncClient(
            transport=httpx2.ASGITransport(app=app), base_url="http://quorate.test"
        )

    async def send(self, document: str, by: Person | None = None, **variables: Any) -> dict[str, Any]:
        """Return the whole answer."""
        headers = authorization(None if by is None else by.practitioner_id)
        body = {"query": document, "variables": variables}
        answer = await self.http.post("/graphql", json=body, headers=headers)
        return answer.json()

    async def ask(self, document: str, by: Person | None = None, **variables: Any) -> dict[str, Any]:
        """Return the data of an answer without errors."""
        answer = await self.send(document, by, **variables)
        assert "errors" not in answer, answer["errors"]
        return answer["data"]

    async def command(self, name: str, by: Person, command_id: UUID | None = None, **fields: Any) -> Any:
        """Send a command, and return how it was answered."""
        input_type = f"{name[0].upper()}{name[1:]}Input"
        document = f"""mutation ($input: {input_type}!, $id: UUID!) {{
            answer: {name}(input: $input, commandId: $id) {{
                __typename
                ... on CommandAccepted {{ position streamId created replayed }}
                ... on CommandRefused {{ code message suggestion }}
            }} }}"""
        return (await self.ask(document, by, input=fields, id=str(command_id or uuid4())))["answer"]


@pytest_asyncio.fixture(scope="session")
async def office(
    cluster: Cluster, migrated_template: str, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Office]:
    await cluster.create_database("graphql_tests", template=migrated_template)
    key_file = tmp_path_factory.mktemp("keys") / "kek.json"
    LocalKeyFile.create(key_file)
    settings = Settings(environment=Environment.TEST, partnership="stoke", pool_size=4, key_file=key_file)
    wiring = wire(settings, OneDatabase(cluster, "graphql_tests"))
    async with AsyncExitStack() as stack:
        log = await stack.enter_async_context(open_event_log(wiring))
        await build_views(wiring)
        board, _ = await stack.enter_async_context(projecting(wiring))
        yield await stack.enter_async_context(open_office(wiring, log, board))


@pytest_asyncio.fixture(scope="session")
async def api(office: Office) -> AsyncIterator[Api]:
    app = create_app(office, for_tests(office))
    async with app.router.lifespan_context(app):
        opened = Api(app)
        yield opened
        await opened.http.aclose()


@pytest_asyncio.fixture(scope="session")
async def server(api: Any) -> AsyncIterator[str]:
    # The lifespan runs already, for all tests of the API.
    config = uvicorn.Config(api.app, port=0, lifespan="off", log_level="warning", access_log=False)
    running = uvicorn.Server(config)
    serving = asyncio.create_task(running.serve())
    while not running.started:  # noqa: ASYNC110 - the server has no event to wait for
        await asyncio.sleep(0.01)
    port = running.servers[0].sockets[0].getsockname()[1]
    yield f"ws://127.0.0.1:{port}/graphql"
    running.should_exit = True
    await serving


@pytest_asyncio.fixture(scope="session")
async def production(office: Office) -> AsyncIterator[Api]:
    """The same office with the options of production."""
    opened = Api(create_app(office))
    yield opened
    await opened.http.aclose()


@pytest_asyncio.fixture(scope="module")
async def people(office: Office) -> People:
    """Three agencies with one practitioner each, and a child; others in each file, so that no test finds what
    another file has let somebody see."""
    registrar = Recorder(uuid4(), uuid4())

    async def register(command: Command) -> int:
        return (await office.commands.execute(command, command_id=uuid4(), by=registrar)).position

    async def person(sector: Sector) -> Person:
        made = Person(uuid4(), uuid4())
        await register(RegisterAgency(agency_id=made.agency_id, name=sector.value, sector=sector))
        await register(
            RegisterPractitioner(
                practitioner_id=made.practitioner_id, name="A Person", agency_id=made.agency_id
            )
        )
        await may_sign_in(office.commands, made.practitioner_id)
        return made

    chair, police, health = await asyncio.gather(
        person(Sector.CHILDRENS_SOCIAL_CARE), person(Sector.POLICE), person(Sector.HEALTH)
    )
    child_id = uuid4()
    born = (datetime.now(UTC) - timedelta(days=900)).date()
    position = await register(RegisterChild(child_id=child_id, name="A Child", date_of_birth=born))
    await office.board.wait_for(office.projections, position, 10)
    return People(chair, police, health, child_id)


@pytest_asyncio.fixture
async def meeting_id(api: Api, people: People) -> UUID:
    """A conference to which the police are invited, and health are not."""
    return (await convened(api, people))[0]


@pytest.fixture
def visible(office: Office) -> Callable[[int], Awaitable[None]]:
    """A function that waits until the views show a position."""

    async def wait(position: int) -> None:
        await office.board.wait_for(office.projections, position, 10)

    return wait


@pytest_asyncio.fixture
async def shown_meeting(api: Api, people: People, visible: Callable[[int], Awaitable[None]]) -> UUID:
    """As ``meeting_id``, and the views show it."""
    meeting_id, position = await convened(api, people)
    await visible(position)
    return meeting_id


@pytest_asyncio.fixture
async def another_meeting(api: Api, people: People, visible: Callable[[int], Awaitable[None]]) -> UUID:
    """One more."""
    meeting_id, position = await convened(api, people)
    await visible(position)
    return meeting_id


async def convened(api: Api, people: People) -> tuple[UUID, int]:
    """Convene an initial conference and invite the police; return it with the position."""
    meeting_id = uuid4()
    answer = await api.command(
        "conveneMeeting",
        people.chair,
        meetingId=str(meeting_id),
        kind="INITIAL_CONFERENCE",
        reason="Concerns about neglect",
        scheduledFor=(datetime.now(UTC) + timedelta(days=10)).isoformat(),
        chairId=str(people.chair.practitioner_id),
        children=[{"childId": str(people.child_id)}],
        ruleSet={"id": "england-baseline", "version": "2026-1"},
    )
    assert answer["__typename"] == "CommandAccepted", answer
    answer = await api.command(
        "inviteAgency",
        people.chair,
        meetingId=str(meeting_id),
        agencyId=str(people.police.agency_id),
        role="police_officer",
        why="They attended the address",
        asked="What is known of the household",
    )
    assert answer["__typename"] == "CommandAccepted", answer
    return meeting_id, answer["position"]


@pytest.fixture
def a_part() -> dict[str, Any]:
    return {"heading": "WORRIES", "text": "Two calls to the address in March."}
