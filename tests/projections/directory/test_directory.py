from datetime import date
from uuid import UUID

import pytest_asyncio
from tests.support.folding import rows_after, see_everything, show
from tests.support.history import AGENCIES, CHAIR, HEALTH, POLICE, SOCIAL_CARE, History, worker_of

from quorate_events.meetings.vocabulary import Sector
from quorate_events.people.agency import RenameAgency
from quorate_events.people.child import RecordBirth, RegisterChild
from quorate_projections.directory import queries
from quorate_projections.directory.projection import DirectoryProjection
from quorate_projections.directory.queries import ByName
from quorate_projections.sign_ins.projection import SignInsProjection

SAM, BABY = UUID(int=0x51), UUID(int=0x52)


def history():
    told = History()
    told.register_agencies()
    told.register_child(SAM)
    told.do(RegisterChild(child_id=BABY, name="Baby Example", expected_on=date(2026, 6, 1)))
    return told


@pytest_asyncio.fixture
async def views(database):
    await show(database.owner_dsn, history().events, DirectoryProjection(), SignInsProjection())
    connection = await see_everything(database.owner_dsn)
    yield connection
    await connection.close()


async def test_agencies_come_by_name_with_their_sector(views):
    found = await queries.agencies(views, limit=10)
    assert [(each.name, each.sector) for each in found] == sorted(AGENCIES.values())


async def test_agencies_are_filtered_by_sector(views):
    found = await queries.agencies(views, sector=Sector.POLICE, limit=10)
    assert [each.agency_id for each in found] == [POLICE]
    assert await queries.count_agencies(views, sector=Sector.POLICE) == 1


async def test_a_page_begins_behind_the_last_name(views):
    everything = await queries.agencies(views, limit=10)
    second = everything[1]
    rest = await queries.agencies(views, after=ByName(second.name, second.agency_id), limit=10)
    assert rest == everything[2:]


async def test_practitioners_are_filtered_by_agency(views):
    found = await queries.practitioners(views, agency_id=SOCIAL_CARE, limit=10)
    assert {each.practitioner_id for each in found} == {CHAIR, worker_of(SOCIAL_CARE)}
    assert await queries.count_practitioners(views, agency_id=SOCIAL_CARE) == 2


async def test_nobody_without_an_account_can_be_named_chair(views):
    found = await queries.practitioners(views, may_chair=True, limit=10)
    assert [each.practitioner_id for each in found] == [CHAIR]
    assert await queries.count_practitioners(views, may_chair=True) == 1


async def test_an_unknown_child_is_none(views):
    assert await queries.child(views, UUID(int=1)) is None


async def test_an_unborn_baby_has_an_expected_date(views):
    baby = await queries.child(views, BABY)
    assert baby is not None
    assert (baby.date_of_birth, baby.expected_on) == (None, date(2026, 6, 1))


async def test_names_are_found_by_id_and_unknown_ones_are_missing(views):
    found = await queries.names(views, agencies=[HEALTH, UUID(int=1)], children=[SAM])
    assert [each.agency_id for each in found.agencies] == [HEALTH]
    assert [each.name for each in found.children] == ["Sam Example"]
    assert found.practitioners == ()


def test_a_renamed_agency_keeps_its_sector():
    told = history()
    told.do(RenameAgency(agency_id=POLICE, name="Northbrook Constabulary"))
    rows = rows_after(DirectoryProjection(), told.events)
    assert (POLICE, "Northbrook Constabulary", Sector.POLICE) in rows["agencies"]


def test_a_born_baby_has_a_date_of_birth():
    told = history().later(days=100)
    told.do(RecordBirth(child_id=BABY, name="Alex Example", date_of_birth=date(2026, 5, 28)))
    rows = rows_after(DirectoryProjection(), told.events)
    born = (BABY, "Alex Example", date(2026, 5, 28), date(2026, 6, 1), None, SOCIAL_CARE)
    assert born in rows["children"]


def test_age_counts_completed_years():
    born = date(2019, 5, 1)
    assert queries.age_on(date(2026, 4, 30), born) == 6
    assert queries.age_on(date(2026, 5, 1), born) == 7
    assert queries.age_on(date(2026, 5, 1), None) is None
