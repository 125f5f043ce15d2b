"""``quorate import register``: bring in the attendance register that a conference service keeps."""

from pathlib import Path
from typing import Annotated
from uuid import UUID

import typer

from quorate_events.access.actor import Actor
from quorate_events.context import Recorder
from quorate_events.errors import NotFound
from quorate_events.store import EventLog
from quorate_projections.directory.queries import agencies, names
from quorate_projections.scoped_views import ScopedViews
from quorate_services.cli.options import AsJson
from quorate_services.cli.output import PROBLEMS, Output, load_settings, run
from quorate_services.cli.preparing import prepare
from quorate_services.composition import Wiring, open_event_log, projecting, watching, wire
from quorate_services.database import open_database
from quorate_services.register_import import Importer, ImportProgress, ImportReport, Outcome

_PATIENCE = 60.0
"""Seconds that the directory has to catch up with the log."""
_MOST_AGENCIES = 100_000
_NOT_KNOWN_YET = UUID(int=0)

imports = typer.Typer(help="Bring in what another system keeps.", no_args_is_help=True)


class UnknownSigner(NotFound):
    """Nobody in the directory has this id."""

    code = "unknown_signer"


@imports.command("register")
def register(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="The register, a CSV file.")],
    by: Annotated[UUID, typer.Option(help="The practitioner who signs the import, by id.")],
    dry_run: Annotated[bool, typer.Option(help="Write nothing; say what would be written.")] = False,
    as_json: AsJson = False,
) -> None:
    """Turn an attendance register (one row per invitee per meeting) into events marked as imported.

    A meeting with a bad row is left out whole. Importing the same register twice changes nothing. Exits with 3
    when something was left out.
    """
    output = Output(as_json)
    settings = load_settings(as_json)

    async def main() -> ImportReport:
        async with open_database(settings, output.say) as connections:
            wiring = wire(settings, connections)
            await prepare(wiring, output)
            async with (
                # Whoever projects, this process or a running one: the directory has to show all there is.
                projecting(wiring),
                watching(wiring) as board,
                open_event_log(wiring) as log,
            ):
                head = await log.recorder.max_notification_id()
                await board.wait_for(["directory"], head or 0, _PATIENCE)
                with output.progress("Importing meetings") as advance:

                    def show(progress: ImportProgress) -> None:
                        advance(progress.done, progress.total)

                    importer = await _importer(wiring, log, by)
                    return await importer.run(file.read_bytes(), dry_run=dry_run, progress=show)

    report = run(main, output)
    _tell(report, output)
    output.result(report)
    if not report.complete:
        raise typer.Exit(PROBLEMS)


async def _importer(wiring: Wiring, log: EventLog, by: UUID) -> Importer:
    # The directory is shown to whoever says who they are; of which agency they are, it has to tell first.
    directory = ScopedViews(log.pool, Actor(by, _NOT_KNOWN_YET))
    found = (await names(directory, practitioners=[by])).practitioners
    if not found:
        raise UnknownSigner(
            "Nobody in the directory has this id.", "Give the id of a registered practitioner with --by."
        )
    return Importer(
        partnership=wiring.ledger,
        by=Recorder(by, found[0].agency_id),
        house=wiring.house,
        rule_set=wiring.house.current.ref,
        codec=wiring.codec,
        appender=log.appender,
        receipts=log.receipts,
        known_agencies={
            known.name: known.agency_id for known in await agencies(directory, limit=_MOST_AGENCIES)
        },
    )


def _tell(report: ImportReport, output: Output) -> None:
    for problem in report.problems:
        output.say(f"line {problem.line}, {problem.column}: {problem.reason} {problem.suggestion}")
    for warning in report.warnings:
        output.say(f"line {warning.line}, {warning.column} (warning): {warning.reason} {warning.suggestion}")
    for meeting in report.meetings:
        if meeting.outcome in (Outcome.OTHER_CONTENT, Outcome.REFUSED):
            output.say(f"meeting {meeting.reference}: {meeting.reason}")
    for outcome in Outcome:
        if count := report.count(outcome):
            output.say(f"{count:,} meetings {outcome.value.replace('_', ' ')}")
    output.say(f"{report.rows:,} rows read, {len(report.agencies)} agencies new to the directory")
