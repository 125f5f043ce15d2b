"""``quorate key``: the keys that sign checkpoints, and those of witnesses."""

from pathlib import Path
from typing import Annotated

import typer

from quorate_events.errors import Invalid
from quorate_events.evidence.errors import SigningKeyExists
from quorate_events.evidence.key_file import create_key, new_key, read_key_file
from quorate_events.evidence.note import Kind, MalformedNote, require_name
from quorate_events.evidence.signing_key import (
    create_signing_key,
    restart_signing_key,
    rotate_signing_key,
)
from quorate_services.cli.options import AsJson
from quorate_services.cli.output import Output, run

key = typer.Typer(
    name="key", help="The keys that sign checkpoints, and those of witnesses.", no_args_is_help=True
)

KeyPath = Annotated[Path, typer.Argument(help="The file of the key. It is readable by its owner only.")]
Name = Annotated[
    str,
    typer.Option(
        help="The name of the log or the witness, as a web address without https://; has no spaces."
    ),
]


class KeyNameRefused(Invalid):
    """A name that no key can have."""

    code = "key_name_refused"

    def __init__(self) -> None:
        super().__init__(
            "This is no name for a key: it is empty, or has a space or a plus in it.",
            "Take something like quorate.example.org/stoke.",
        )


@key.command()
def create(
    file: KeyPath,
    name: Name,
    witness: Annotated[bool, typer.Option("--witness", help="A witness's key, which cosigns.")] = False,
    keep: Annotated[
        bool, typer.Option("--keep", help="Keep the key of this name and kind that is there already.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Make a key in a new file, and print its public half. Never replaces one that is there."""

    async def main() -> str:
        if keep and file.exists():
            kept = read_key_file(file).signer.verifier
            if (kept.name, kept.kind) != (name, Kind.COSIGNATURE if witness else Kind.NOTE):
                raise SigningKeyExists
            return kept.encode()
        if witness:
            made = new_key(_named(name), Kind.COSIGNATURE)
            create_key(file, made)
            return made.signer.verifier.encode()
        return create_signing_key(file, _named(name)).signer.verifier.encode()

    _tell(run(main, Output(as_json)), as_json)


@key.command()
def show(file: KeyPath, as_json: AsJson = False) -> None:
    """Print the public half of a key: what others need to check what it signs."""

    async def main() -> str:
        return read_key_file(file).signer.verifier.encode()

    _tell(run(main, Output(as_json)), as_json)


@key.command()
def rotate(file: KeyPath, as_json: AsJson = False) -> None:
    """Hand over to a new key in the same file, signed by both. Stop the process that signs first."""

    async def main() -> str:
        return rotate_signing_key(file).signer.verifier.encode()

    _tell(run(main, Output(as_json)), as_json)


@key.command()
def restart(
    file: KeyPath,
    name: Name,
    reason: Annotated[str, typer.Option(help="Why, for whoever verifies: what was lost, and how.")],
    as_json: AsJson = False,
) -> None:
    """Give the signed history up and begin another, with a new name and key, signed by both.

    Only after a restore from a backup that lost what had been signed. Whoever kept a checkpoint sees what was lost.
    """

    async def main() -> str:
        if not reason.strip() or name == read_key_file(file).name:
            raise KeyNameRefused
        return restart_signing_key(file, _named(name), reason).signer.verifier.encode()

    _tell(run(main, Output(as_json)), as_json)


def _named(name: str) -> str:
    try:
        return require_name(name)
    except MalformedNote:
        raise KeyNameRefused from None


def _tell(public: str, as_json: bool) -> None:
    output = Output(as_json)
    output.say(public)
    output.result({"key": public})
