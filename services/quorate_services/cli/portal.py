"""``quorate portal``: the pages for people."""

from quorate_services.cli.output import Output, begin_log, load_settings, run
from quorate_services.serving_portal import serve_portal
from quorate_services.settings import PortalSettings


def portal() -> None:
    """Serve the portal, which asks the API of QUORATE_PORTAL_API. It needs no database."""
    output = Output()
    settings = load_settings(kind=PortalSettings)
    begin_log(settings)

    async def main() -> None:
        await serve_portal(settings, lambda address: output.say(f"The portal answers at {address}"))

    run(main, output)
