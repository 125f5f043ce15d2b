"""``quorate verify``: is the log as it was signed?"""

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import asyncpg
import typer

from quorate_events.errors import Invalid, QuorateError
from quorate_events.evidence.checkpoint import Checkpoint
from quorate_events.evidence.errors import LastSignedMissing
from quorate_events.evidence.findings import Report
from quorate_events.evidence.note import Kind, MalformedNote, VerifierKey, read_key
from quorate_events.evidence.signing_key import open_signing_key
from quorate_events.evidence.tree_store import evidence_sql
from quorate_events.evidence.trust import TrustedKeys
from quorate_events.evidence.verify import OnProgress, verify_ledger
from quorate_events.store.connections import Connection
from quorate_services.cli.options import AsJson
from quorate_services.cli.output import PROBLEMS, Output, load_settings, run
from quorate_services.composition import Wiring, wire
from quorate_services.database import open_database
from quorate_services.postgres.roles import Role
from quorate_services.settings import Settings

_TRIES, _PAUSE = 20, 0.1
"""A checkpoint is on the disk beside the key some milliseconds before it is in the database."""


class NoKeyToVerifyWith(QuorateError):
    """It is not known which key is trusted."""

    code = "no_key_to_verify_with"

    def __init__(self) -> None:
        super().__init__(
            "It is not known which key is to be trusted, or what was given is none.",
            "Give the public key with --key, as `quorate key show` prints it, or set QUORATE_SIGNING_KEY.",
        )


class NoKeyOfAWitness(Invalid):
    """What was given as the key of a witness is none."""

    code = "no_key_of_a_witness"

    def __init__(self) -> None:
        super().__init__(
            "What was given as the key of a witness is none.",
            "Give it as `quorate key show` prints it: name+id+base64, of a key that was made with --witness.",
        )


class CheckpointNotTrusted(Invalid):
    """A checkpoint that was kept is not signed by a key that is trusted."""

    code = "checkpoint_not_trusted"

    def __init__(self) -> None:
        super().__init__(
            "The checkpoint in this file is not signed by a key that is trusted here.",
            "Give the key that signed it with --key, if you trust that one.",
        )


def verify(
    key: Annotated[str | None, typer.Option(help="The public key that is trusted: name+id+base64.")] = None,
    checkpoint: Annotated[
        list[Path] | None,
        typer.Option(
            exists=True, dir_okay=False, help="A checkpoint that somebody kept. Can be given again."
        ),
    ] = None,
    witness: Annotated[
        list[str] | None,
        typer.Option(
            help="The public key of a witness, to check its cosignatures with, besides QUORATE_WITNESSES. "
            "Can be given again."
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Re-hash every event on the log, and compare with every checkpoint. Exits with 3 when something differs."""
    output = Output(as_json)
    settings = load_settings(as_json)

    async def main() -> Report:
        witnesses = (*settings.witness_keys, *(_witness(each) for each in witness or []))
        async with open_database(settings, output.say) as connections:
            with output.progress("Verifying") as advance:
                wiring = wire(settings, connections)
                return await _verify(wiring, key, checkpoint or [], witnesses, advance)

    report = run(main, output)
    output.say(
        f"{report.events:,} events; {report.sealed:,} are covered by {report.checkpoints:,} checkpoints."
    )
    for each in report.differences:
        output.say(each.sentence)
    if not report.differences:
        output.say("The log is as it was signed.")
    output.result({"verified": not report.differences, **_document(report)})
    if report.differences:
        raise typer.Exit(PROBLEMS)


async def _verify(
    wiring: Wiring,
    key: str | None,
    files: list[Path],
    witnesses: Sequence[VerifierKey],
    advance: OnProgress,
) -> Report:
    beside, statements = _beside_the_key(wiring.settings)
    connection = await asyncpg.connect(wiring.connections.dsn(Role.PROJECTOR))
    try:
        rows = await connection.fetch(evidence_sql("select_statements"), wiring.ledger)
        keys = _trusted(wiring.settings, key, [*statements, *(row["note"] for row in rows)])
        kept = [_kept(keys, file.read_text("utf-8")) for file in files]
        known = [*beside, *kept]
        for each in beside:
            await _arrived(connection, wiring.ledger, each)
        return await verify_ledger(connection, wiring.ledger, keys, known, advance, witnesses)
    finally:
        await connection.close()


async def _arrived(connection: Connection, ledger: str, checkpoint: Checkpoint) -> None:
    """Give what was signed this moment the time to come into the database."""
    sql = evidence_sql("select_checkpoint")
    for _ in range(_TRIES):
        if await connection.fetchrow(sql, ledger, checkpoint.origin, checkpoint.size) is not None:
            return
        await asyncio.sleep(_PAUSE)


def _beside_the_key(settings: Settings) -> tuple[list[Checkpoint], tuple[str, ...]]:
    """Read what was signed last, before the database is looked at: it may go on meanwhile."""
    if settings.signing_key is None:
        return [], ()
    opened = open_signing_key(settings.signing_key)
    try:
        last = opened.last_checkpoint()
    except LastSignedMissing:
        last = None
    return ([last] if last else []), opened.file.statements


def _trusted(settings: Settings, key: str | None, statements: list[str]) -> TrustedKeys:
    if key is not None:
        try:
            return TrustedKeys(read_key(key), statements)
        except MalformedNote:
            raise NoKeyToVerifyWith from None
    if settings.signing_key is None:
        raise NoKeyToVerifyWith
    return TrustedKeys(open_signing_key(settings.signing_key).signer.verifier, statements)


def _witness(text: str) -> VerifierKey:
    try:
        key = read_key(text)
    except MalformedNote:
        raise NoKeyOfAWitness from None
    if key.kind is not Kind.COSIGNATURE:
        raise NoKeyOfAWitness
    return key


def _kept(keys: TrustedKeys, text: str) -> Checkpoint:
    told = keys.checkpoint(text)
    if told is None:
        raise CheckpointNotTrusted
    return told


def _document(report: Report) -> dict[str, object]:
    return {
        "events": report.events,
        "sealed": report.sealed,
        "checkpoints": report.checkpoints,
        "differences": [
            {
                "kind": each.kind.value,
                "first_position": each.first_position,
                "last_position": each.last_position,
                "sentence": each.sentence,
            }
            for each in report.differences
        ],
    }
