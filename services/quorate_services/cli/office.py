"""The office of the API, for a command that answers as the API would."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import NamedTuple

from quorate_events.store import EventLog
from quorate_graphql.office import Office
from quorate_services.cli.output import Output
from quorate_services.composition import Wiring, open_event_log, open_office, watching, wire
from quorate_services.database import open_database
from quorate_services.settings import Settings


class Opened(NamedTuple):
    """The office, with the log and the wiring that it stands on."""

    office: Office
    log: EventLog
    wiring: Wiring


@asynccontextmanager
async def opened(settings: Settings, output: Output) -> AsyncIterator[Opened]:
    """Open the office on the database of ``settings``. Raises ``LogUnavailable`` when that cannot be reached."""
    async with open_database(settings, output.say) as connections:
        wiring = wire(settings, connections)
        async with (
            open_event_log(wiring) as log,
            watching(wiring) as board,
            open_office(wiring, log, board) as office,
        ):
            yield Opened(office, log, wiring)
