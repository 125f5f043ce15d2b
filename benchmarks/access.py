"""The three questions with everything on that guards them, as a ratio to the same without one guard, and without any.

What is on and off is in this wiring alone: ``Guard`` names it, and ``_office`` gives the API what it stands for.
The policy and the check of tokens are on for every side: the code that answers asks the policy itself, and the product
has no switch that would leave it out. So the time in the policy's decisions is taken while questions are answered, and
the ratio to without it is what is left of the whole.
"""

import json
import sys
import time
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from statistics import median
from typing import Any, cast

from benchmarks import graphql
from benchmarks.graphql import ASSEMBLED, ISSUER, TREND, UNBOUNDED, WORK_LIST, connections_for
from benchmarks.harness import Effort, Figure, Report, compared, interleaved, require
from benchmarks.rebuild import history, write
from benchmarks.server import Database, new_database
from benchmarks.workload import CODEC, LEDGER
from quorate_events.access.decide import decide
from quorate_events.access.policy import Look
from quorate_events.access.purpose import Purpose
from quorate_events.looks import LookBook
from quorate_events.store import EventLog, connector, open_log, open_pool
from quorate_events.store.connections import Pool
from quorate_graphql.documents.manifest import sha256
from quorate_graphql.documents.trusted import Documents, TrustedDocuments
from quorate_graphql.limits.rates import Rates
from quorate_graphql.office import Office
from quorate_services.api.app import ApiOptions, create_app
from quorate_services.identity.identify import TokenIdentity
from quorate_services.postgres.cluster import Cluster

_MEETINGS = 300
_ONE_BY_ONE = 30
# Counted as in production, and never reached: what is measured is the counting.
_COUNTED = Rates(person=10**12, agency=10**12, unidentified=10**12)

QUESTIONS = {"assembled meeting": ASSEMBLED, "attendance trend": TREND, "work list": WORK_LIST}


@dataclass(frozen=True)
class Guard:
    """What stands between a question and its answer.

    ``lock`` asks in a transaction that says who asks, of tables with row security; ``looks`` writes down who read;
    ``rates`` counts what is asked for; ``trusted`` answers listed documents only.
    """

    lock: bool = True
    looks: bool = True
    rates: Rates = _COUNTED
    trusted: bool = True


EVERYTHING = "everything"
PEERS = {
    "without the second lock": Guard(lock=False),
    "without the record of looks": Guard(looks=False),
    "without lock, looks, rates and trusted documents": Guard(False, False, UNBOUNDED, False),
}


async def measure(cluster: Cluster, effort: Effort, report: Report) -> None:
    """Ask all in turn, and look that they answer the same bytes."""
    async with AsyncExitStack() as stack:
        database = await new_database(cluster)
        log = await stack.enter_async_context(open_log(database.app, LEDGER, CODEC))
        await graphql.register(log)
        events = history(_MEETINGS)
        await write(database, events)
        ports = {
            name: await stack.enter_async_context(_api(database, log, guard))
            for name, guard in {EVERYTHING: Guard(), **PEERS}.items()
        }
        for name, text in QUESTIONS.items():
            variables = {"id": str(events[0].originator_id)} if name == "assembled meeting" else {}
            await _compare(effort, report, name, text, variables, ports)


async def _compare(
    effort: Effort,
    report: Report,
    name: str,
    text: str,
    variables: Mapping[str, str],
    ports: Mapping[str, int],
) -> None:
    body = json.dumps({"query": text, "variables": variables})
    answers = {await graphql.answer_to(port, body) for port in ports.values()}
    require(len(answers) == 1, f"the answers to {name} are not the same")

    async def run(side: str) -> float:
        told = await graphql.ask(ports[side], "/graphql", body, effort.seconds, connections_for(name))
        return told.rate

    for side in ports:
        await run(side)
    rates = await interleaved(effort.rounds, {side: partial(run, side) for side in ports})
    note = f"{len(answers.pop())} bytes, {connections_for(name)} connections"
    for peer in PEERS:
        report.add(compared("access", name, "requests/s", rates[EVERYTHING], peer, rates[peer], note=note))
    report.add(await _without_policy(effort, name, body, ports[EVERYTHING]))


async def _without_policy(effort: Effort, name: str, body: str, port: int) -> Figure:
    """Answer one question after the other, and return what is left of their time without the policy's decisions."""
    left: list[float] = []
    decisions = 0
    for _ in range(effort.rounds):
        with _timed_policy() as taken:
            started = time.perf_counter()
            for _ in range(_ONE_BY_ONE):
                await graphql.answer_to(port, body)
            whole = time.perf_counter() - started
        left.append(1 - sum(taken) / whole)
        decisions = len(taken) // _ONE_BY_ONE
    note = f"{decisions} decisions a request, one request at a time"
    return Figure(
        "access", name, "share of the time", 1.0, "without the policy's decisions", median(left),
        median(left), min(left), max(left), len(left), note=note,
    )  # fmt: skip


@contextmanager
def _timed_policy() -> Iterator[list[float]]:
    """Take the seconds of every decision while the block runs, wherever ``decide`` was imported."""
    taken: list[float] = []

    def timed(*question: Any, **named: Any) -> Any:
        started = time.perf_counter()
        try:
            return decide(*question, **named)
        finally:
            taken.append(time.perf_counter() - started)

    askers = [module for module in list(sys.modules.values()) if getattr(module, "decide", None) is decide]
    here = sys.modules[__name__]
    for module in askers:
        if module is not here:
            module.decide = timed  # type: ignore[attr-defined]
    try:
        yield taken
    finally:
        for module in askers:
            module.decide = decide  # type: ignore[attr-defined]


@asynccontextmanager
async def _api(database: Database, log: EventLog, guard: Guard) -> AsyncIterator[int]:
    listed = {sha256(text): text for text in QUESTIONS.values()}
    documents = TrustedDocuments(listed, Documents.TRUSTED) if guard.trusted else TrustedDocuments()
    async with _office(database, log, guard) as office:
        identify = TokenIdentity([ISSUER.trusted], office.members)
        options = ApiOptions(identify=identify, rates=guard.rates, documents=documents)
        async with graphql.serving(create_app(office, options)) as port:
            yield port


@asynccontextmanager
async def _office(database: Database, log: EventLog, guard: Guard) -> AsyncIterator[Office]:
    """Give the API its office, without what ``guard`` leaves out."""
    async with graphql.office(database, log) as full:
        office = full
        if not guard.looks:
            office = replace(full, looks=_NoLooks(connector(database.app, "no looks"), LEDGER))
        if guard.lock:
            yield office
            return
        async with await open_pool(database.owner, max_size=10, purpose=Purpose.UPKEEP) as pool:
            yield replace(office, views=cast(Pool, _Unlocked(pool)))


class _NoLooks(LookBook):
    """Keeps nothing."""

    async def write(self, look: Look, at: datetime, operation: str = "") -> None:
        """Forget the look."""


class _Unlocked:
    """A pool of sessions that see every row, so that nothing has to be said before a question or after it."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool

    @asynccontextmanager
    async def acquire(self) -> AsyncIterator["_Session"]:
        """Lend a session."""
        async with self._pool.acquire() as connection:
            yield _Session(connection)


class _Session:
    def __init__(self, connection: Any) -> None:
        self._connection = connection

    async def execute(self, _statement: str) -> None:
        """Say neither who asks nor that it is over: the round trips are saved as well."""

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)
