"""``quorate export``: take something out of Quorate."""

from pathlib import Path
from typing import Annotated
from uuid import UUID

import msgspec
import typer

from quorate_events.evidence.key_file import replace_file
from quorate_services.cli.office import opened
from quorate_services.cli.options import AsJson
from quorate_services.cli.output import Output, load_settings, run
from quorate_services.evidence_bundle import Bundle, make_bundle

export = typer.Typer(name="export", help="Take something out of Quorate.", no_args_is_help=True)


@export.callback()
def group() -> None:
    """Take something out of Quorate, as far as the policy lets whoever it is for."""


@export.command()
def evidence(
    meeting: Annotated[UUID, typer.Argument(help="The meeting, by id.")],
    to: Annotated[Path, typer.Option(help="The file to write; readable by its owner only.")],
    receiver: Annotated[UUID, typer.Option("--for", help="The practitioner whom it is for, by id.")],
    since: Annotated[
        Path | None,
        typer.Option(
            exists=True, dir_okay=False, help="A checkpoint that somebody kept, to prove going on from."
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Write the evidence bundle of a meeting, for quorate-verify: events, proofs, checkpoint, cosignatures.

    It is made for one person, holds what the policy lets them take away, and is written down as a look of theirs.
    """
    output = Output(as_json)
    settings = load_settings(as_json)

    async def main() -> Bundle:
        async with opened(settings, output) as (office, log, _):
            actor = await office.members.member(receiver)
            kept = None if since is None else since.read_text("utf-8")
            return await make_bundle(office, log, actor, meeting, kept)

    bundle = run(main, output)
    replace_file(to, msgspec.json.format(msgspec.json.encode(bundle)))
    withheld = sum(1 for each in bundle.events if each.bytes is None)
    output.say(f"{len(bundle.events)} events are in {to}; of {withheld} only the hashes.")
    output.result({"written": str(to), "events": len(bundle.events), "withheld": withheld})
