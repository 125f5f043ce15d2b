"""``quorate documents``: the list of trusted documents."""

from pathlib import Path
from typing import Annotated

import msgspec
import typer
from graphql import OperationDefinitionNode

from quorate_graphql.documents.checking import check_trusted
from quorate_graphql.documents.manifest import NAME, BrokenManifest, sha256, write_manifest
from quorate_graphql.limits.limits import Limits
from quorate_graphql.schema import build_schema
from quorate_services.cli.options import AsJson
from quorate_services.cli.output import Output, run

documents = typer.Typer(name="documents", help="The list of trusted documents.", no_args_is_help=True)


class Listed(msgspec.Struct, frozen=True):
    """One document of the list."""

    id: str
    file: str
    operations: tuple[str, ...]


@documents.callback()
def group() -> None:
    """Keep the list of trusted documents."""


@documents.command()
def build(
    folder: Annotated[Path, typer.Argument(exists=True, file_okay=False, help="Holds .graphql files.")],
    to: Annotated[
        Path | None, typer.Option(help="The list to write; by default manifest.json in the folder.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Check every .graphql file of a folder against schema and limits, and list it by its SHA-256.

    Each file is one document as front-ends send it, byte for byte, with the fragments that it needs.
    """
    output = Output(as_json)
    place = to or folder / NAME

    async def main() -> list[Listed]:
        return _build(folder, place)

    listed = run(main, output)
    for each in listed:
        output.say(f"{each.id}  {each.file}")
    listed_now = "1 document is" if len(listed) == 1 else f"{len(listed)} documents are"
    output.say(f"{listed_now} listed in {place}")
    output.result({"written": str(place), "documents": listed})


def _build(folder: Path, place: Path) -> list[Listed]:
    limits, texts, listed = Limits(), {}, []
    schema = build_schema(limits)
    for file in sorted(folder.rglob("*.graphql")):
        name = file.relative_to(folder).as_posix()
        try:
            text = file.read_bytes().decode()
        except UnicodeDecodeError:
            raise BrokenManifest(f"The document {name} is not in UTF-8.", "Save it in UTF-8.") from None
        check_trusted(schema, name, text, limits)
        document = schema.known.find(text)
        assert document is not None
        named = (each.name for each in document.definitions if isinstance(each, OperationDefinitionNode))
        texts[sha256(text)] = text
        listed.append(Listed(sha256(text), name, tuple(each.value for each in named if each)))
    write_manifest(place, texts)
    return listed
