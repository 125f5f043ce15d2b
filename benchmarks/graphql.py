"""Three questions to the GraphQL API, beside a plain FastAPI route that answers the same bytes from memory."""

import asyncio
import json
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial
from uuid import uuid4

import msgspec
import uvicorn
from fastapi import FastAPI, Request
from starlette.responses import Response

from benchmarks.harness import Effort, Report, compared, interleaved, require
from benchmarks.rebuild import history, write
from benchmarks.server import Database, new_database
from benchmarks.workload import AGENCIES, CODEC, HOUSE, LEDGER, POLICE, ROLES, RULES, recorder_of
from quorate_events.access.purpose import Purpose
from quorate_events.command_service import CommandService
from quorate_events.evidence.desk import EvidenceDesk
from quorate_events.looks import LookBook
from quorate_events.meetings.vocabulary import Sector
from quorate_events.members import Members
from quorate_events.people.agency import RegisterAgency
from quorate_events.people.practitioner import RegisterPractitioner
from quorate_events.store import EventLog, connector, open_log, open_pool
from quorate_events.store.past import Past
from quorate_events.vault.holdings import holdings
from quorate_events.vault.proposals import open_files, proposals
from quorate_graphql.changes import Changes
from quorate_graphql.limits.rates import Rates
from quorate_graphql.office import Office
from quorate_projections.catalogue import projections
from quorate_projections.engine.codec import decode_with
from quorate_projections.engine.postgres_feed import PostgresFeed
from quorate_projections.engine.progress import ProgressBoard
from quorate_projections.engine.rebuild import Rebuilder
from quorate_services.api.app import ApiOptions, create_app
from quorate_services.dev_issuer.issuer import DevelopmentIssuer, confirmation_of, link_of
from quorate_services.identity.identify import TokenIdentity
from quorate_services.postgres.cluster import Cluster

CONNECTIONS = 16
TREND_CONNECTIONS = 4
"""More questions of one person about trends are told to come again (``trends_busy``)."""
ISSUER = DevelopmentIssuer()
UNBOUNDED = Rates(person=0, agency=0, unidentified=0)
"""One person asks thousands of times a second here, which nobody does outside a benchmark."""
_MEETINGS = 300

ASSEMBLED = """query($id: UUID!) { informationShared(meetingId: $id) {
  meetingId kind status scheduledFor heldOn childIds whole
  agencies { agencyId status reportDue answeredAt late overdue searched agency { name sector }
    requests { role why asked } parts { partId heading audience text release released submittedAt } } } }"""
TREND = """query { attendanceTrend(period: MONTH, groupBy: [AGENCY]) {
  period agencyId agencyName invited attended involved attendedWhereInvolved significantlyInvolved
  attendedWhereSignificantlyInvolved } }"""
WORK_LIST = """query { workList(first: 50) { totalCount pageInfo { hasNextPage endCursor }
  nodes { meetingId item kind agencyId practitionerId why due since meetingKind scheduledFor overdue } } }"""


class Told(msgspec.Struct):
    """What a client process tells: answers a second, the median of one in seconds, their lengths."""

    rate: float
    p50: float
    lengths: list[int]


async def measure(cluster: Cluster, effort: Effort, report: Report) -> None:
    """Ask each question over keep-alive connections from a process of its own."""
    async with AsyncExitStack() as stack:
        database = await new_database(cluster)
        log = await stack.enter_async_context(open_log(database.app, LEDGER, CODEC))
        await register(log)
        events = history(_MEETINGS)
        await write(database, events)
        opened = await stack.enter_async_context(office(database, log))
        ours = await stack.enter_async_context(
            serving(
                create_app(
                    opened,
                    ApiOptions(identify=TokenIdentity([ISSUER.trusted], opened.members), rates=UNBOUNDED),
                )
            )
        )
        questions = {
            "assembled meeting": json.dumps(
                {"query": ASSEMBLED, "variables": {"id": str(events[0].originator_id)}}
            ),
            "attendance trend": json.dumps({"query": TREND}),
            "work list": json.dumps({"query": WORK_LIST}),
        }
        answers = {name: await answer_to(ours, body) for name, body in questions.items()}
        plain = await stack.enter_async_context(serving(_plain_app(list(answers.values()))))
        for number, (name, body) in enumerate(questions.items()):
            await _compare(effort, report, name, body, ours, plain, f"/{number}")


async def _compare(
    effort: Effort, report: Report, name: str, body: str, ours: int, plain: int, path: str
) -> None:
    p50: dict[str, list[float]] = {"ours": [], "plain": []}
    lengths: set[int] = set()
    connections = connections_for(name)

    async def run(side: str, port: int, at: str) -> float:
        told = await ask(port, at, body, effort.seconds, connections)
        p50[side].append(told.p50 * 1000)
        lengths.update(told.lengths)
        return told.rate

    await run("ours", ours, "/graphql")
    await run("plain", plain, path)
    p50["ours"].clear()
    p50["plain"].clear()
    runs = {"ours": partial(run, "ours", ours, "/graphql"), "plain": partial(run, "plain", plain, path)}
    rates = await interleaved(effort.rounds, runs)
    require(len(lengths) == 1, f"the answers to {name} are not of one length: {sorted(lengths)}")
    peer = "FastAPI, same bytes from memory"
    note = f"{lengths.pop()} bytes, {connections} connections"
    report.add(compared("graphql", name, "requests/s", rates["ours"], peer, rates["plain"], note=note))
    report.add(
        compared(
            "graphql", f"{name}, p50", "ms", p50["ours"], peer, p50["plain"], note=note, less_is_better=True
        )
    )


def connections_for(name: str) -> int:
    """Return over how many connections a question is asked at once."""
    return TREND_CONNECTIONS if "trend" in name else CONNECTIONS


async def ask(port: int, path: str, body: str, seconds: float, connections: int) -> Told:
    job = {
        "port": port, "path": path, "body": body, "seconds": seconds, "connections": connections,
        "token": ISSUER.token(recorder_of(POLICE).practitioner_id),
    }  # fmt: skip
    pipe = asyncio.subprocess.PIPE
    command = (sys.executable, "-m", "benchmarks.http_client")
    process = await asyncio.create_subprocess_exec(*command, stdin=pipe, stdout=pipe)
    output, _ = await process.communicate(json.dumps(job).encode())
    require(process.returncode == 0, "a client did not get its answers")
    return msgspec.json.decode(output, type=Told)


async def answer_to(port: int, body: str) -> bytes:
    """Return the API's answer, after looking that it holds what was asked for and no error."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    head = (
        "POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nConnection: close\r\n"
    )
    head += f"Authorization: Bearer {ISSUER.token(recorder_of(POLICE).practitioner_id)}\r\n"
    writer.write(f"{head}Content-Length: {len(body.encode())}\r\n\r\n{body}".encode())
    answer = (await reader.read()).split(b"\r\n\r\n", 1)[1]
    writer.close()
    told = json.loads(answer)
    require("errors" not in told and all(told["data"].values()), f"the API answered {answer[:300]!r}")
    return answer


def _plain_app(answers: list[bytes]) -> FastAPI:
    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None)

    @app.post("/{number}")
    async def answer(number: int, request: Request) -> Response:
        await request.json()
        return Response(answers[number], media_type="application/json")

    return app


@asynccontextmanager
async def serving(app: FastAPI) -> AsyncIterator[int]:
    """Serve an application in this process, as ``quorate serve`` does; give its port."""
    # Named as TCP, or asyncio leaves Nagle's algorithm on, and 40 ms are measured that nobody has.
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.bind(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", access_log=False))
    running = asyncio.create_task(server.serve(sockets=[listening]))
    while not server.started:  # noqa: ASYNC110  (uvicorn sets no event)
        await asyncio.sleep(0.02)
    try:
        yield listening.getsockname()[1]
    finally:
        server.should_exit = True
        await running


async def register(log: EventLog) -> None:
    """Register the agencies and those who answer for them, so that names can be shown."""
    service = CommandService(log.decisions(), HOUSE)
    for agency_id, role in zip(AGENCIES, ROLES, strict=True):
        by = recorder_of(agency_id)
        name = role.replace("_", " ").capitalize()
        agency = RegisterAgency(agency_id=agency_id, name=f"Agency of the {name}", sector=Sector.HEALTH)
        person = RegisterPractitioner(practitioner_id=by.practitioner_id, name=name, agency_id=agency_id)
        for command in (agency, person, link_of(by.practitioner_id)):
            await service.execute(command, command_id=uuid4(), by=by)
        second = msgspec.structs.replace(by, practitioner_id=uuid4())
        await service.execute(confirmation_of(by.practitioner_id), command_id=uuid4(), by=second)


@asynccontextmanager
async def office(database: Database, log: EventLog) -> AsyncIterator[Office]:
    """Build all views, and give the API what it needs."""
    views = projections(RULES)
    async with PostgresFeed(database.projector, LEDGER) as feed:
        decode = decode_with(CODEC)
        await Rebuilder(feed, decode, database.owner, database.projector).ensure_current(views)
    pool = await open_pool(database.app, max_size=10)
    connect = connector(database.app, "looks", purpose=Purpose.LOOKS)
    try:
        async with LookBook(connect, LEDGER) as looks:
            commands = CommandService(log.decisions(), HOUSE)
            yield Office(
                ledger=LEDGER,
                views=pool,
                commands=commands,
                members=Members(log.loader, log.codec),
                clock=HOUSE.clock,
                rules=RULES,
                board=ProgressBoard(),
                changes=Changes(),
                projections=[view.name for view in views],
                looks=looks,
                evidence=EvidenceDesk(pool, LEDGER),
                past=Past(log.pool, LEDGER, CODEC),
                holdings=partial(holdings, log.pool, LEDGER, CODEC),
                open_files=partial(open_files, log, commands),
                retention_due=partial(proposals, log, commands, HOUSE.current),
            )
    finally:
        await pool.close()
