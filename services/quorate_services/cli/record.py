"""``quorate record``: make copies of the record for their recipients, print them, check them."""

from pathlib import Path
from typing import Annotated
from uuid import UUID

import typer

from quorate_events.errors import Invalid
from quorate_events.evidence.key_file import replace_file
from quorate_events.meetings.vocabulary import RecordVariant
from quorate_services.cli.office import opened
from quorate_services.cli.options import AsJson
from quorate_services.cli.output import Output, load_settings, run
from quorate_services.records.checking import Checked, Finding, check_copy
from quorate_services.records.copies import HandedOut, MadeCopy
from quorate_services.records.desk import CopyWanted, RecordDesk
from quorate_services.records.page import page_of
from quorate_services.records.pdf import pdf_of

record = typer.Typer(name="record", help="Make, print and check copies of the record.", no_args_is_help=True)

Meeting = Annotated[UUID, typer.Argument(help="The meeting, by id.")]
Reader = Annotated[UUID, typer.Option("--for", help="The practitioner on whose behalf, by id.")]
To = Annotated[Path, typer.Option(help="The file to write, .html or .pdf; readable by its owner only.")]

DIFFERS = 3
"""The exit code for a copy that is not what was issued."""


class NeitherPageNorPdf(Invalid):
    """A copy is printed as a page or a PDF."""

    code = "neither_page_nor_pdf"

    def __init__(self) -> None:
        super().__init__("The file is neither a page nor a PDF.", "Give a name that ends in .html or .pdf.")


@record.callback()
def group() -> None:
    """Copies of the record, as far as the policy lets whoever they are made for or handed to."""


@record.command()
def issue(
    meeting: Meeting,
    reader: Reader,
    to: To,
    variant: Annotated[RecordVariant, typer.Option(help="Which version.")],
    agency: Annotated[UUID | None, typer.Option(help="The agency that it is for, by id.")] = None,
    recipient: Annotated[
        str, typer.Option(help="The person that it is for, where it is for no agency.")
    ] = "",
    attendee: Annotated[UUID | None, typer.Option(help="The person in the attendance, by id.")] = None,
    as_json: AsJson = False,
) -> None:
    """Make a copy of a confirmed record for a recipient, record its hash, and print it."""
    output, settings = Output(as_json), load_settings(as_json)
    wanted = CopyWanted(variant, agency, attendee, recipient)

    async def main() -> MadeCopy:
        _form(to)
        async with opened(settings, output) as (office, _, _):
            actor, desk = await office.members.member(reader), RecordDesk(office)
            made = await desk.make(actor, meeting, wanted)
            output.say(f"Copy {made.copy_id} was made and recorded.")
            await _write(to, await desk.hand_out(actor, meeting, made.copy_id))
            return made

    made = run(main, output)
    output.say(f"The copy is in {to}; its verification code is {made.code}.")
    output.result({"written": str(to), "copy": str(made.copy_id), "code": made.code, "sha256": made.sha256})


@record.command("print")
def print_copy(
    meeting: Meeting,
    copy: Annotated[UUID, typer.Argument(help="The copy, by id.")],
    reader: Reader,
    to: To,
    as_json: AsJson = False,
) -> None:
    """Print a copy again that was made before."""
    output, settings = Output(as_json), load_settings(as_json)

    async def main() -> HandedOut:
        _form(to)
        async with opened(settings, output) as (office, _, _):
            actor = await office.members.member(reader)
            handed = await RecordDesk(office).hand_out(actor, meeting, copy)
            await _write(to, handed)
            return handed

    handed = run(main, output)
    output.say(f"The copy is in {to}; its verification code is {handed.stamp.code}.")
    output.result({"written": str(to), "copy": str(copy), "code": handed.stamp.code})


@record.command()
def check(
    meeting: Meeting,
    code: Annotated[str, typer.Argument(help="The verification code on the copy.")],
    file: Annotated[
        Path | None, typer.Option(exists=True, dir_okay=False, help="The copy itself, as a page (.html).")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Tell whether a copy is one that was issued, unaltered. Nothing of what it says is printed."""
    output, settings = Output(as_json), load_settings(as_json)

    async def main() -> Checked:
        async with opened(settings, output) as (office, _, _):
            page = None if file is None else file.read_text("utf-8")
            return await check_copy(office, meeting, code, page)

    checked = run(main, output)
    output.say(_SAID[checked.finding])
    output.result(checked)
    if checked.finding in (Finding.ALTERED, Finding.UNKNOWN):
        raise typer.Exit(DIFFERS)


_SAID = {
    Finding.AS_ISSUED: "The copy is one that was issued, and the log says the same today.",
    Finding.ERASED_SINCE: "The copy was issued; the log cannot say any more what it said. See quorate verify.",
    Finding.ALTERED: "The file is not what was issued under this code.",
    Finding.UNKNOWN: "No copy of this meeting was issued with this code.",
}


def _form(to: Path) -> str:
    if to.suffix not in (".html", ".pdf"):
        raise NeitherPageNorPdf
    return to.suffix


async def _write(to: Path, copy: HandedOut) -> None:
    replace_file(to, await pdf_of(copy) if _form(to) == ".pdf" else page_of(copy).encode())
