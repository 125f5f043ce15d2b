"""``quorate doctor``: is everything well?"""

import typer
from rich.markup import escape

from quorate_services.cli.options import AsJson
from quorate_services.cli.output import PROBLEMS, Output, load_settings, run
from quorate_services.composition import wire
from quorate_services.database import open_database
from quorate_services.doctor import examine
from quorate_services.findings import Finding, Health

_COLOUR = {Health.WELL: "green", Health.WATCH: "yellow", Health.BROKEN: "red"}


def doctor(as_json: AsJson = False) -> None:
    """Look at database, roles, ledger, views and Kafka. Exits with 3 when something is broken."""
    output = Output(as_json)
    settings = load_settings(as_json)

    async def main() -> list[Finding]:
        async with open_database(settings, output.say) as connections:
            return await examine(wire(settings, connections))

    findings = run(main, output)
    for finding in findings:
        colour = _COLOUR[finding.health]
        told = escape(f"{finding.subject}: {finding.seen}. {finding.advice}")
        output.say(f"[{colour}]{finding.health:6}[/{colour}] {told}", markup=True)
    output.result({"findings": findings})
    if any(finding.health is Health.BROKEN for finding in findings):
        raise typer.Exit(PROBLEMS)
