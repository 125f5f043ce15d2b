"""Holds, crashes, a backup of the keys put back, a key-encryption key that is lost, and a meeting that goes on."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
import pytest_asyncio
from tests.support.agency_scene import OwnDatabase
from tests.support.erasure_scene import OFFICER, OTHER_OFFICER, Scene, erasure_scene, reopened
from tests.support.history import CHAIR, POLICE, speaker
from tests.support.keys import key_file

from quorate_events.meetings.actions import AgreeAction
from quorate_events.meetings.contributions import SubmitContribution
from quorate_events.meetings.convening import ConveneMeeting
from quorate_events.meetings.values import ChildSubject, Part
from quorate_events.meetings.views import GiveView
from quorate_events.meetings.vocabulary import MeetingKind, PartHeading, ViewPosition
from quorate_events.people.erasure import ApproveErasure, PlaceHold, UnderHold
from quorate_events.people.personal_file import ErasureState, FileStepKind
from quorate_events.vault.eraser import Eraser
from quorate_events.vault.errors import KeyEncryptionLost, KeyProviderMissing, PersonErased
from quorate_services.composition import command_service, open_event_log, wire
from quorate_services.postgres.roles import Role
from quorate_services.settings import Environment, Settings


@pytest_asyncio.fixture
async def scene(cluster, database, tmp_path) -> AsyncIterator[Scene]:
    async with erasure_scene(cluster, database, tmp_path) as opened:
        yield opened


def hold(person) -> PlaceHold:
    return PlaceHold(
        person_id=person, reason="An inquiry", review_on=(datetime.now(UTC) + timedelta(days=90)).date()
    )


async def test_under_a_hold_nobody_is_erased(scene: Scene) -> None:
    await scene.ask_for_erasure(scene.first)
    await scene.do(hold(scene.first), OFFICER)
    with pytest.raises(UnderHold):
        await scene.do(ApproveErasure(person_id=scene.first), OTHER_OFFICER)
    assert await scene.found("M1.mark") != []


async def test_a_hold_on_a_brother_stops_what_would_take_their_common_record(scene: Scene) -> None:
    await scene.do(hold(scene.second), OFFICER)
    await scene.ask_for_erasure(scene.first)
    await scene.do(ApproveErasure(person_id=scene.first), OTHER_OFFICER)
    await scene.until(scene.first, ErasureState.NONE)
    assert (await scene.file(scene.first)).steps[-1].what is FileStepKind.ERASURE_STOPPED
    assert await scene.found("M1.mark") != []
    assert await scene.found("M12.mark") != []


async def test_a_meeting_goes_on_when_one_of_its_children_was_erased(scene: Scene) -> None:
    await scene.erase(scene.first)
    police = speaker(POLICE)
    part = Part(heading=PartHeading.WORRIES, text="M9x about who is left")
    await scene.do(SubmitContribution(meeting_id=scene.meeting_id, agency_id=POLICE, parts=(part,)), police)
    assert await scene.found("M9x") != []
    assert await scene.found("M9x", "quorate") == []
    about_the_erased = GiveView(
        meeting_id=scene.meeting_id,
        agency_id=POLICE,
        child_id=scene.first,
        position=ViewPosition.AGREES,
        reasoning="Something",
    )
    with pytest.raises(PersonErased):
        await scene.do(about_the_erased, police)
    agreed = AgreeAction(
        meeting_id=scene.meeting_id,
        what="M8x visit",
        agency_id=POLICE,
        role="detective_sergeant",
        due=(datetime.now(UTC) + timedelta(days=9)).date(),
        measure="M8x seen",
    )
    await scene.do(agreed)
    assert await scene.found("M8x") != []


async def test_a_command_that_is_sent_again_after_the_erasure_is_answered_as_the_first_time(
    scene: Scene,
) -> None:
    view = GiveView(
        meeting_id=scene.meeting_id,
        agency_id=POLICE,
        child_id=scene.first,
        position=ViewPosition.AGREES,
        reasoning="M1.mark reasoning",
    )
    command_id, police = uuid4(), speaker(POLICE)
    first = await scene.office.commands.execute(view, command_id=command_id, by=police)
    await scene.erase(scene.first)
    again = await scene.office.commands.execute(view, command_id=command_id, by=police)
    assert (again.position, again.replayed) == (first.position, True)


async def test_a_meeting_about_who_was_erased_is_refused(scene: Scene) -> None:
    await scene.erase(scene.first)
    convene = ConveneMeeting(
        meeting_id=uuid4(),
        kind=MeetingKind.INITIAL_CONFERENCE,
        reason="Why",
        scheduled_for=datetime.now(UTC) + timedelta(days=3),
        chair_id=CHAIR,
        children=(ChildSubject(scene.first),),
    )
    with pytest.raises(PersonErased):
        await scene.do(convene)


@pytest.mark.parametrize("destroyed", [False, True], ids=["before the key was destroyed", "after it"])
async def test_what_a_crash_broke_off_is_finished_by_whoever_starts_next(
    cluster, database, tmp_path, destroyed: bool
) -> None:
    async with erasure_scene(cluster, database, tmp_path) as scene:
        await scene.ask_for_erasure(scene.first)
        wiring, first = scene.wiring, scene.first
    # Nobody carries anything out while only the log is open.
    async with open_event_log(wiring) as log:
        commands = command_service(wiring, log)
        await commands.execute(ApproveErasure(person_id=first), command_id=uuid4(), by=OTHER_OFFICER)
        if destroyed:
            assert wiring.codec.keyring is not None
            await wiring.codec.keyring.destroy([first])
    again = wire(wiring.settings, OwnDatabase(database))
    async with open_event_log(again) as log:
        assert again.codec.keyring is not None
        eraser = Eraser(log, command_service(again, log), again.codec.keyring)
        assert await eraser.finish() == 1
        assert await eraser.finish() == 0
        other = Eraser(log, command_service(again, log), again.codec.keyring)
        assert await other.finish() == 0
    async with reopened(again, scene) as scene:
        await scene.views_followed()
        assert (await scene.file(first)).state is ErasureState.ERASED
        assert await scene.found("M1.mark") == []
        assert await scene.found("M12.mark") == []


async def test_a_hold_that_comes_when_the_key_is_destroyed_already_does_not_make_the_log_say_that_it_is_not(
    cluster, database, tmp_path
) -> None:
    async with erasure_scene(cluster, database, tmp_path) as scene:
        await scene.ask_for_erasure(scene.first)
        wiring, first, second = scene.wiring, scene.first, scene.second
    async with open_event_log(wiring) as log:
        commands = command_service(wiring, log)
        await commands.execute(ApproveErasure(person_id=first), command_id=uuid4(), by=OTHER_OFFICER)
        assert wiring.codec.keyring is not None
        # Here the process ends; before another begins, a brother's data come under a hold.
        await wiring.codec.keyring.destroy([first])
        await commands.execute(hold(second), command_id=uuid4(), by=OFFICER)
    again = wire(wiring.settings, OwnDatabase(database))
    async with open_event_log(again) as log:
        assert again.codec.keyring is not None
        assert await Eraser(log, command_service(again, log), again.codec.keyring).finish() == 1
    async with reopened(again, scene) as scene:
        assert (await scene.file(first)).state is ErasureState.ERASED


async def test_an_old_backup_of_the_keys_brings_nobody_back(scene: Scene, cluster, database) -> None:
    connection = await cluster._admin(database.name)
    try:
        await connection.execute("create table public.backup as select * from quorate_keys.data_keys")
        await scene.erase(scene.first)
        await connection.execute(
            "delete from quorate_keys.data_keys; "
            "insert into quorate_keys.data_keys select * from public.backup; drop table public.backup"
        )
    finally:
        await connection.close()
    again = wire(scene.wiring.settings, OwnDatabase(database))
    async with open_event_log(again) as log:
        keyring = again.codec.keyring
        assert keyring is not None
        await Eraser(log, command_service(again, log), keyring).finish()
        await keyring.ready([scene.first])
        assert keyring.cipher((scene.first,)) is None


async def test_with_another_key_encryption_key_nothing_starts(scene: Scene, database, tmp_path) -> None:
    other = tmp_path / "other.json"
    key_file(other)
    wiring = wire(scene.wiring.settings.model_copy(update={"key_file": other}), OwnDatabase(database))
    with pytest.raises(KeyEncryptionLost) as refused:
        async with open_event_log(wiring):
            pass
    assert "backup" in refused.value.suggestion


async def test_production_without_a_key_encryption_key_does_not_start(database) -> None:
    settings = Settings(environment=Environment.PRODUCTION, app_database_url=database.app_dsn)
    with pytest.raises(KeyProviderMissing):
        async with open_event_log(wire(settings, OwnDatabase(database))):
            pass


async def test_the_keys_may_be_in_a_database_of_their_own(
    cluster, database, migrated_template, tmp_path
) -> None:
    await cluster.create_database("only_keys", template=migrated_template)
    settings = Settings(
        environment=Environment.TEST,
        partnership="stoke",
        pool_size=4,
        keys_database_url=cluster.dsn(Role.APP, "only_keys"),
    )
    async with erasure_scene(cluster, database, tmp_path, settings) as scene:
        connection = await cluster._admin(database.name)
        try:
            assert await connection.fetchval("select count(*) from quorate_keys.data_keys") == 0
        finally:
            await connection.close()
        await scene.erase(scene.first)
        assert await scene.found("M1.mark") == []
    await cluster.drop_database("only_keys")
