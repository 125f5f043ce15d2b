"""An importer over a test's own database, and registers written as people write them."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from uuid import UUID

import pytest
import pytest_asyncio

from quorate_events.command_service import House
from quorate_events.context import Recorder, uuid7
from quorate_events.meetings import catalogue as meetings
from quorate_events.people import catalogue as people
from quorate_events.rules.rule_sets import RuleSets
from quorate_events.store import EventCodec, EventLog, open_log
from quorate_services.register_import import Importer

BY = Recorder(UUID(int=1), UUID(int=2))
HEADER = (
    "meeting_reference,kind,date,time,agency,sector,role,person,answer,attendance,mode,report,involvement,"
    "significant,child_references,quorate\n"
)
SOUND = (
    "A-1,initial,2024-05-31,09:30,Social Care,childrens social care,Social worker,,accepted,attended,,"
    "2024-05-24,current,yes,C1|C2,yes\n"
    "A-1,initial,31/05/2024,9:30,City Police,police,police_officer,,apologies,apologies,,nothing held,,,"
    "C1|C2,yes\n"
    "A-1,initial,2024-05-31,09:30,Health Trust,health,health_visitor,,,attended,video,,historic,no,"
    "C1|C2,yes\n"
)


class Now:
    """A clock that stands still."""

    def now(self) -> datetime:
        return datetime(2026, 11, 23, 9, tzinfo=UTC)


@pytest.fixture(scope="session")
def house() -> House:
    meetings.register()
    people.register()
    rules = RuleSets.packaged()
    return House(rules, rules.latest("england-baseline"), Now(), uuid7)


@pytest.fixture(scope="session")
def codec() -> EventCodec:
    return EventCodec([*meetings.EVENTS, *people.EVENTS])


@pytest_asyncio.fixture
async def log(database, codec: EventCodec) -> AsyncIterator[EventLog]:
    async with open_log(database.app_dsn, "northbrook", codec, pool_size=4) as opened:
        yield opened


@pytest.fixture
def importer(log: EventLog, house: House, codec: EventCodec) -> Importer:
    return Importer(
        partnership="northbrook",
        by=BY,
        house=house,
        rule_set=house.rules.latest("england-baseline").ref,
        codec=codec,
        appender=log.appender,
        receipts=log.receipts,
    )


async def head(log: EventLog) -> int:
    """The number of events on the ledger."""
    return await log.recorder.max_notification_id() or 0
