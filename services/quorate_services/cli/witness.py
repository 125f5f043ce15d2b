"""``quorate witness``: look whether a partnership's log only ever grew, and cosign that."""

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import httpx2
import typer

from quorate_events.evidence.errors import SigningKeyUnreadable
from quorate_events.evidence.key_file import read_key_file
from quorate_events.evidence.note import Kind, MalformedNote, read_key
from quorate_services.cli.options import AsJson
from quorate_services.cli.output import Output, run
from quorate_services.cli.verify import NoKeyToVerifyWith
from quorate_services.witness import LogUnreachable, Seen, Witness


def witness(
    address: Annotated[
        str, typer.Argument(help="Where the partnership's API is, as https://quorate.example.org.")
    ],
    key: Annotated[Path, typer.Option(help="The witness's key: `quorate key create --witness` makes one.")],
    state: Annotated[Path, typer.Option(help="The file in which this witness keeps what it saw last.")],
    log_key: Annotated[str, typer.Option(help="The log's public key, as the partnership gave it to you.")],
    token_file: Annotated[
        Path | None, typer.Option(exists=True, dir_okay=False, help="A file with the agency's token.")
    ] = None,
    hand_in: Annotated[
        bool, typer.Option("--hand-in/--print", help="Give the cosignature to the log, or only print it.")
    ] = True,
    as_json: AsJson = False,
) -> None:
    """Check that the log goes on from what this witness saw last, and cosign its checkpoint.

    Run it every few minutes. Needs no database and no settings. Exits with 1, and signs nothing, where the log shows
    another history.
    """
    output = Output(as_json)

    async def main() -> Seen:
        own = read_key_file(key)
        if own.kind != Kind.COSIGNATURE:
            raise SigningKeyUnreadable
        try:
            log = read_key(log_key)
        except MalformedNote:
            raise NoKeyToVerifyWith from None
        headers = (
            {} if token_file is None else {"Authorization": f"Bearer {token_file.read_text('utf-8').strip()}"}
        )
        try:
            http = httpx2.AsyncClient(base_url=address, headers=headers)
        except (ValueError, httpx2.InvalidURL):
            raise LogUnreachable from None
        async with http:
            watching = Witness(http, own.signer, log, state)
            seen = await watching.look(datetime.now(UTC))
            if hand_in:
                await watching.hand_in(seen)
            return seen

    seen = run(main, output)
    if not hand_in and not as_json:
        sys.stdout.write(seen.note)
        return
    output.say(f"{seen.size} events, {seen.size - seen.before} more than last time: cosigned.")
    output.result(seen)
