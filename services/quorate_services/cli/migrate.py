"""``quorate migrate``: bring the database up to date."""

import typer

from quorate_events.store import pending
from quorate_services.cli.options import AsJson
from quorate_services.cli.output import PROBLEMS, Output, load_settings, run
from quorate_services.database import SOURCES, migrate_database, open_database
from quorate_services.postgres.roles import Role


def migrate(
    as_json: AsJson = False,
    check: bool = typer.Option(False, help="Only say what is missing; exit with 3 when something is."),
) -> None:
    """Bring the database's schema up to date. Safe to run again, and from several places at once."""
    output = Output(as_json)
    settings = load_settings(as_json)

    async def main() -> list[str]:
        async with open_database(settings, output.say) as connections:
            if check:
                return list(await pending(connections.dsn(Role.OWNER), SOURCES))
            return await migrate_database(connections, settings.keys_database_url)

    names = run(main, output)
    for name in names:
        output.say(f"{'missing' if check else 'applied'}: {name}")
    if not names:
        output.say("The schema is up to date.")
    output.result({"missing" if check else "applied": names})
    if check and names:
        raise typer.Exit(PROBLEMS)
