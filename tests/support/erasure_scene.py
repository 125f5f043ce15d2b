"""A partnership whose data are under keys, with marked texts in every kind of place, and views that show them."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import msgspec
from tests.conftest import Database
from tests.support.agency_scene import OwnDatabase
from tests.support.history import ADMINISTRATOR, AGENCIES, CHAIR, POLICE, SOCIAL_CARE, speaker, worker_of
from tests.support.keys import key_file
from tests.support.members import let_in

from quorate_events.command import Command
from quorate_events.context import Recorder
from quorate_events.meetings.actions import AgreeAction
from quorate_events.meetings.attendance import RecordAttendance
from quorate_events.meetings.contributions import SubmitContribution
from quorate_events.meetings.convening import ConveneMeeting
from quorate_events.meetings.invitations import InviteAgency
from quorate_events.meetings.involvement import DeclareInvolvement
from quorate_events.meetings.sittings import OpenSitting
from quorate_events.meetings.values import Attendee, ChildSubject, Part
from quorate_events.meetings.vocabulary import (
    AttendanceMode,
    AttendanceStatus,
    InvolvementLevel,
    MeetingForm,
    MeetingKind,
    PartHeading,
)
from quorate_events.people.agency import RegisterAgency
from quorate_events.people.child import RegisterChild
from quorate_events.people.erasure import ApproveErasure, RequestErasure
from quorate_events.people.personal_file import ErasureBasis, ErasureState, PersonalFile, file_of
from quorate_events.people.practitioner import RegisterPractitioner
from quorate_events.store import EventLog
from quorate_graphql.office import Office
from quorate_projections.engine.progress import ProgressBoard
from quorate_services.composition import Wiring, build_views, open_event_log, open_office, projecting, wire
from quorate_services.postgres.cluster import Cluster
from quorate_services.settings import Environment, Settings

OFFICER = Recorder(UUID(int=0xD1), SOCIAL_CARE)
OTHER_OFFICER = Recorder(UUID(int=0xD2), SOCIAL_CARE)


@dataclass
class Scene:
    """``first`` and ``second`` are the children of one meeting, ``parent`` attends it."""

    cluster: Cluster
    wiring: Wiring
    office: Office
    log: EventLog
    database: Database
    first: UUID
    second: UUID
    meeting_id: UUID
    parent: UUID

    async def do(self, command: Command, by: Recorder = ADMINISTRATOR) -> int:
        sent = await self.office.commands.execute(command, command_id=uuid4(), by=by)
        await self.office.board.wait_for(self.office.projections, sent.position, 30)
        return sent.position

    async def ask_for_erasure(self, person_id: UUID, meeting_id: UUID | None = None) -> None:
        command = RequestErasure(
            person_id=person_id,
            basis=ErasureBasis.NO_LONGER_NEEDED,
            reason="The schedule has run out",
            meeting_id=meeting_id,
        )
        await self.do(command, OFFICER)

    async def erase(self, person_id: UUID, meeting_id: UUID | None = None) -> None:
        """Ask, approve, and wait until the key is gone and every view has followed."""
        await self.ask_for_erasure(person_id, meeting_id)
        await self.do(ApproveErasure(person_id=person_id), OTHER_OFFICER)
        await self.until(person_id, ErasureState.ERASED)
        await self.views_followed()

    async def until(self, person_id: UUID, state: ErasureState) -> None:
        async with asyncio.timeout(20):
            while (await self.file(person_id)).state is not state:  # noqa: ASYNC110 - another task moves it
                await asyncio.sleep(0.05)

    async def file(self, person_id: UUID) -> PersonalFile:
        found = await self.office.commands.find(file_of(person_id))
        assert isinstance(found, PersonalFile)
        return found

    async def views_followed(self) -> None:
        async with asyncio.timeout(20):
            while await self._behind():  # noqa: ASYNC110 - the database has no event to wait for
                await asyncio.sleep(0.05)

    async def _behind(self) -> int:
        owner = await asyncpg.connect(self.database.owner_dsn, server_settings={"quorate.purpose": "upkeep"})
        try:
            return int(
                await owner.fetchval(
                    "select count(*) from quorate.projection_build as build, quorate.stored_events as event "
                    "where build.status = 'live' and event.topic = 'quorate.personal_file.erased' and not exists ("
                    "select from quorate.projection_erasure as done where done.projection = build.projection "
                    "and done.build = build.build and done.position = event.notification_id)"
                )
            )
        finally:
            await owner.close()

    async def found(self, mark: str, schema: str | None = None) -> list[str]:
        """The tables of the database that hold a text anywhere, as text or as bytes."""
        return await tables_with(self.cluster, self.database.name, mark, schema)


async def tables_with(cluster: Cluster, database: str, mark: str, schema: str | None = None) -> list[str]:
    """The tables that hold a text anywhere, as a dump by a superuser would show them: no policy stands before that."""
    connection = await cluster._admin(database)
    try:
        tables = await connection.fetch(
            "select schemaname, tablename from pg_tables "
            "where schemaname not in ('pg_catalog', 'information_schema') order by 1, 2"
        )
        found = []
        for each in tables:
            if schema is not None and each["schemaname"] != schema:
                continue
            name = f'"{each["schemaname"]}"."{each["tablename"]}"'
            rows = await connection.fetch(f"select * from {name}")
            if any(_holds(value, mark) for row in rows for value in row.values()):
                found.append(f"{each['schemaname']}.{each['tablename']}")
        return found
    finally:
        await connection.close()


def _holds(value: Any, mark: str) -> bool:
    return mark.encode() in (value if isinstance(value, bytes) else str(value).encode())


Views = Callable[[Wiring], AbstractAsyncContextManager[ProgressBoard]]
"""Keeps the views up to date while the block runs."""


@asynccontextmanager
async def _from_the_log(wiring: Wiring) -> AsyncIterator[ProgressBoard]:
    async with projecting(wiring) as (board, _):
        yield board


@asynccontextmanager
async def erasure_scene(
    cluster: Cluster,
    database: Database,
    folder: Path,
    settings: Settings | None = None,
    views: Views | None = None,
) -> AsyncIterator[Scene]:
    path = folder / "kek.json"
    key_file(path)
    chosen = settings or Settings(environment=Environment.TEST, partnership="stoke", pool_size=4)
    wiring = wire(chosen.model_copy(update={"key_file": path}), OwnDatabase(database))
    wiring = replace(wiring, house=replace(wiring.house, synthetic_people=True))
    await build_views(wiring)
    async with (
        open_event_log(wiring) as log,
        (views or _from_the_log)(wiring) as board,
        open_office(wiring, log, board) as office,
    ):
        scene = Scene(cluster, wiring, office, log, database, *(uuid4() for _ in range(4)))
        await told(scene)
        yield scene


@asynccontextmanager
async def reopened(wiring: Wiring, scene: Scene) -> AsyncIterator[Scene]:
    """The same partnership after a restart."""
    async with (
        open_event_log(wiring) as log,
        projecting(wiring) as (board, _),
        open_office(wiring, log, board) as office,
    ):
        yield replace(scene, wiring=wiring, log=log, office=office)


async def told(scene: Scene) -> None:
    """Put marked texts on the record: M1 about the first child, M2 the second, M12 both, MP the parent."""
    for agency_id in (SOCIAL_CARE, POLICE):
        name, sector = AGENCIES[agency_id]
        await scene.do(RegisterAgency(agency_id=agency_id, name=name, sector=sector))
        worker = RegisterPractitioner(
            practitioner_id=worker_of(agency_id),
            name=f"MW{name} Worker",
            agency_id=agency_id,
            title="MWorker",
        )
        await scene.do(worker)
    for command in let_in(CHAIR, SOCIAL_CARE):
        named = msgspec.structs.replace(command, name="MC Robin") if hasattr(command, "name") else command
        await scene.do(named, Recorder(uuid4(), SOCIAL_CARE))
    for number, child in enumerate((scene.first, scene.second), 1):
        await scene.do(
            RegisterChild(
                child_id=child, name=f"M{number}.mark Child", date_of_birth=date(2011, 2, 10 + number)
            )
        )
    await scene.do(
        ConveneMeeting(
            meeting_id=scene.meeting_id,
            kind=MeetingKind.INITIAL_CONFERENCE,
            form=MeetingForm.IN_PERSON,
            reason="M12.mark why",
            place="M12.mark place",
            reference="M12.mark-77",
            scheduled_for=datetime.now(UTC) + timedelta(days=3),
            chair_id=CHAIR,
            children=(ChildSubject(scene.first), ChildSubject(scene.second)),
        )
    )
    await scene.do(
        InviteAgency(
            meeting_id=scene.meeting_id,
            agency_id=POLICE,
            role="detective_sergeant",
            why="M12.mark known",
            asked="M12.mark asked",
        )
    )
    meeting, police = scene.meeting_id, speaker(POLICE)
    declared = DeclareInvolvement(
        meeting_id=meeting,
        agency_id=POLICE,
        level=InvolvementLevel.CURRENT,
        significant=True,
        summary="M12.mark sum",
    )
    await scene.do(declared, police)
    parts = (
        Part(heading=PartHeading.WORRIES, text="M1.mark worry", child_id=scene.first),
        Part(heading=PartHeading.WORRIES, text="M2.mark worry", child_id=scene.second),
        Part(heading=PartHeading.WORRIES, text="M12.mark worry"),
    )
    await scene.do(SubmitContribution(meeting_id=meeting, agency_id=POLICE, parts=parts), police)
    await scene.do(OpenSitting(meeting_id=meeting))
    here = AttendanceStatus.ATTENDED
    attendees = (
        Attendee(
            scene.parent,
            "parent",
            here,
            name="MP.mark Parent",
            mode=AttendanceMode.VIDEO,
            note="MP.mark note",
        ),
        Attendee(
            worker_of(POLICE),
            "detective_sergeant",
            here,
            agency_id=POLICE,
            practitioner_id=worker_of(POLICE),
            mode=AttendanceMode.VIDEO,
        ),
    )
    await scene.do(RecordAttendance(meeting_id=meeting, attendees=attendees))
    await scene.do(
        AgreeAction(
            meeting_id=meeting,
            what="M1.mark visit",
            agency_id=POLICE,
            role="detective_sergeant",
            due=(datetime.now(UTC) + timedelta(days=9)).date(),
            measure="M1.mark seen",
            child_ids=(scene.first,),
        )
    )
