"""Whole durable commands with checkpoints being signed beside them, with what is personal sealed too, and without both;
what opening costs when a meeting is assembled from the log; and how fast a log is verified."""

import asyncio
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial
from pathlib import Path

import asyncpg
from eventsourcing.persistence import StoredEvent

from benchmarks.commands import Ours, prepare_ours
from benchmarks.harness import Effort, Figure, Report, compared, interleaved, require
from benchmarks.server import Database, new_database
from benchmarks.workload import CODEC, LEDGER, prepared_meeting
from quorate_events.evidence.checkpointer import Checkpointer
from quorate_events.evidence.signing_key import SigningKey, create_signing_key, open_signing_key
from quorate_events.evidence.trust import TrustedKeys
from quorate_events.evidence.verify import verify_ledger
from quorate_events.meetings import catalogue as meetings
from quorate_events.people import catalogue as people
from quorate_events.store import EventCodec, open_log
from quorate_events.store.connections import connector
from quorate_events.store.repository import fold
from quorate_events.vault.data_keys import DataKeys
from quorate_events.vault.keyring import Keyring
from quorate_events.vault.local_file import LocalKeyFile
from quorate_services.postgres.cluster import Cluster

AT_ONCE = (32, 128)


async def measure(cluster: Cluster, effort: Effort, report: Report) -> None:
    """Put commands in turns with the checkpointer running and stopped; then verify all of it."""
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        key = create_signing_key(folder / "signing-key", "quorate.example/bench")
        database = await new_database(cluster)
        log = await stack.enter_async_context(open_log(database.app, LEDGER, CODEC))
        ours = await prepare_ours(log, effort.meetings, cached=effort.meetings)
        await ours.warm_up()

        async def run(at_once: int, signing: bool) -> float:
            if not signing:
                return await ours.run(at_once, effort.seconds)
            # What came meanwhile is covered first, so that no round is charged for another.
            async with _signing(database, key):
                pass
            async with _signing(database, key):
                # Long enough for it to have taken over.
                await asyncio.sleep(0.1)
                return await ours.run(at_once, effort.seconds)

        for at_once in AT_ONCE:
            sides = {"signed": partial(run, at_once, True), "unsigned": partial(run, at_once, False)}
            rates = await interleaved(effort.rounds, sides)
            case = f"commands, {at_once} at once"
            report.add(
                compared(
                    "evidence", case, "commands/s", rates["signed"], "without checkpoints", rates["unsigned"],
                    target="≥ 0.83",
                )
            )  # fmt: skip
        async with _signing(database, key):
            pass
        await _verify(database, open_signing_key(key.path), report)
        await _sealed(stack, cluster, effort, folder, ours, report)


async def _sealed(
    stack: AsyncExitStack, cluster: Cluster, effort: Effort, folder: Path, plain: Ours, report: Report
) -> None:
    """The same with personal data under keys, against neither keys nor checkpoints."""
    database = await new_database(cluster)
    key = create_signing_key(folder / "sealed-key", "quorate.example/sealed")
    kek = LocalKeyFile.create(folder / "kek.json")
    keyring = await stack.enter_async_context(Keyring(DataKeys(database.app, LEDGER), kek).in_use())
    codec = EventCodec([*meetings.EVENTS, *people.EVENTS], keyring)
    log = await stack.enter_async_context(open_log(database.app, LEDGER, codec))
    ours = await prepare_ours(log, effort.meetings, cached=effort.meetings)
    await ours.warm_up()

    async def sealed(at_once: int) -> float:
        async with _signing(database, key):
            await asyncio.sleep(0.1)
            return await ours.run(at_once, effort.seconds)

    for at_once in AT_ONCE:
        sides = {"sealed": partial(sealed, at_once), "plain": partial(plain.run, at_once, effort.seconds)}
        rates = await interleaved(effort.rounds, sides)
        report.add(
            compared(
                "evidence", f"commands with encryption, {at_once} at once", "commands/s", rates["sealed"],
                "without checkpoints and encryption", rates["plain"], target="≥ 0.56",
            )
        )  # fmt: skip
    await _assembled(effort, report, codec)


async def _assembled(effort: Effort, report: Report, codec: EventCodec) -> None:
    """Make the events of a meeting from their bytes, as every reader of the log does; the keys are at hand."""
    events = [CODEC.to_domain_event(each) for each in prepared_meeting()]
    plain = [CODEC.to_stored_event(each) for each in events]
    sealed = await codec.encode(events, {})
    sides = {
        "sealed": partial(_read, codec, sealed, effort.seconds),
        "plain": partial(_read, CODEC, plain, effort.seconds),
    }
    rates = await interleaved(effort.rounds, sides)
    note = f"{len(events)} events"
    report.add(
        compared(
            "evidence", "meeting assembled from the log", "meetings/s", rates["sealed"], "without decryption",
            rates["plain"], note=note,
        )
    )  # fmt: skip


async def _read(codec: EventCodec, stored: list[StoredEvent], seconds: float) -> float:
    started, count = time.perf_counter(), 0
    while (took := time.perf_counter() - started) < seconds:
        await codec.ready(stored)
        require(fold(map(codec.to_domain_event, stored)) is not None, "a meeting was not assembled")
        count += 1
    return count / took


@asynccontextmanager
async def _signing(database: Database, key: SigningKey) -> AsyncIterator[None]:
    """Sign checkpoints as `quorate serve` does, in the same process. Leaving it covers everything."""
    connect = connector(database.projector, "checkpointer", purpose=None)
    async with Checkpointer(connect, LEDGER, key.path) as checkpointer:
        yield
    require(checkpointer.refusal is None, "no checkpoint was signed")


async def _verify(database: Database, key: SigningKey, report: Report) -> None:
    last = key.last_checkpoint()
    require(last is not None, "nothing was signed")
    connection = await asyncpg.connect(database.projector)
    try:
        started = time.perf_counter()
        kept = [last] if last else []
        found = await verify_ledger(connection, LEDGER, TrustedKeys(key.signer.verifier), kept)
        took = time.perf_counter() - started
    finally:
        await connection.close()
    require(found.differences == () and found.sealed == found.events, "the log is not as it was signed")
    note = f"{found.events} events, {found.checkpoints} checkpoints"
    report.add(Figure("evidence", "verify", "events/s", found.events / took, note=note))
