"""``quorate serve``: answer requests."""

from quorate_services.cli.output import Output, begin_log, load_settings, run
from quorate_services.cli.preparing import prepare
from quorate_services.composition import development_issuer, wire
from quorate_services.database import open_database
from quorate_services.serving import serve as serve_api


def serve() -> None:
    """Serve the GraphQL API, and keep the views up to date in the same process unless set otherwise."""
    output = Output()
    settings = load_settings()
    begin_log(settings)

    async def main() -> None:
        development = development_issuer(settings)
        async with open_database(settings, output.say) as connections:
            wiring = wire(settings, connections)
            await prepare(wiring, output)
            await serve_api(
                wiring, lambda address: output.say(f"Quorate answers at {address}/graphql"), development
            )

    run(main, output)
