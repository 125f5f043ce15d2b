from uuid import uuid4

from tests.services.cli.conftest import Quorate

from quorate_events.context import Recorder
from quorate_events.meetings.vocabulary import Sector
from quorate_events.people.agency import RegisterAgency
from quorate_services.composition import command_service, open_event_log, wire
from quorate_services.database import open_database
from quorate_services.settings import Settings


async def test_the_views_that_were_named_are_built(quorate: Quorate) -> None:
    built = await quorate("rebuild", "directory", "attendance", "--json")
    assert (built.code, built.document) == (0, {"rebuilt": ["directory", "attendance"]})


async def test_an_unknown_view_is_wrong_usage_and_the_known_ones_are_named(quorate: Quorate) -> None:
    refused = await quorate("rebuild", "horoscope")
    assert refused.code == 2
    assert "horoscope" in refused.err
    assert "attendance" in refused.err


async def test_progress_comes_in_lines_where_nobody_watches_a_terminal(
    quorate: Quorate, environment: dict[str, str]
) -> None:
    settings = Settings(
        **{name.removeprefix("QUORATE_").lower(): value for name, value in environment.items()}
    )
    async with open_database(settings) as connections:
        wiring = wire(settings, connections)
        async with open_event_log(wiring) as log:
            agency = RegisterAgency(agency_id=uuid4(), name="Housing", sector=Sector.HOUSING)
            by = Recorder(uuid4(), uuid4())
            await command_service(wiring, log).execute(agency, command_id=uuid4(), by=by)
    built = await quorate("rebuild", "directory")
    assert built.out == "Building directory: 1 of 1\n"

    as_json = await quorate("rebuild", "directory", "--json")
    assert as_json.document == {"rebuilt": ["directory"]}
    assert as_json.err == "Building directory: 1 of 1\n"


async def test_only_views_that_are_missing_or_older_are_built_when_asked(quorate: Quorate) -> None:
    first = await quorate("rebuild", "--stale", "--json")
    assert "attendance" in first.document["rebuilt"]
    again = await quorate("rebuild", "--stale", "--json")
    assert (again.code, again.document) == (0, {"rebuilt": []})


async def test_views_are_not_named_when_they_are_to_be_found(quorate: Quorate) -> None:
    assert (await quorate("rebuild", "attendance", "--stale")).code == 2
