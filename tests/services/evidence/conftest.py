"""A partnership with a meeting in session, sealed, with a witness that it lists."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import httpx2
import pytest_asyncio
from tests.support.access_scene import ACTORS, Scene, open_in_emergency, scene
from tests.support.evidence import seal
from tests.support.live_scene import Told, live_office

from quorate_events.evidence.checkpoint import Checkpoint
from quorate_events.evidence.key_file import new_key
from quorate_events.evidence.note import Kind
from quorate_events.evidence.signing_key import create_signing_key, open_signing_key
from quorate_events.meetings.vocabulary import MeetingStatus
from quorate_events.store import EventLog
from quorate_graphql.identity import NOBODY, Identity
from quorate_graphql.office import Office
from quorate_services.api.app import ApiOptions, create_app
from quorate_services.composition import Wiring
from quorate_services.postgres.cluster import Cluster
from quorate_services.settings import Environment, Settings

ORIGIN = "quorate.example/northbrook"
WITNESS = new_key("witness.example/police", Kind.COSIGNATURE).signer


async def identify(claims: Mapping[str, str]) -> Identity:
    """Believe whatever name of an actor is claimed."""
    return Identity(actor=ACTORS[claims["actor"]]) if "actor" in claims else NOBODY


@dataclass
class Evidence:
    """The partnership. ``key`` is the file of its signing key, ``scene`` the meeting."""

    office: Office
    wiring: Wiring
    log: EventLog
    key: Path
    scene: Scene

    @property
    def meeting_id(self) -> UUID:
        return self.scene.meeting_id

    @property
    def log_key(self) -> str:
        return open_signing_key(self.key).signer.verifier.encode()

    def http(self, actor: str | None = None) -> httpx2.AsyncClient:
        """Return a client of the API that asks as an actor."""
        app = create_app(self.office, ApiOptions(identify=identify))
        headers = {} if actor is None else {"actor": actor}
        transport = httpx2.ASGITransport(app=app)
        return httpx2.AsyncClient(transport=transport, base_url="http://quorate.test", headers=headers)

    async def get(self, path: str, actor: str | None) -> httpx2.Response:
        async with self.http(actor) as http:
            return await http.get(path)

    async def seal(self) -> Checkpoint:
        return await seal(self.wiring, self.key)


@pytest_asyncio.fixture(scope="session")
async def evidence(
    cluster: Cluster, migrated_template: str, tmp_path_factory: Any
) -> AsyncIterator[Evidence]:
    told = Told()
    told.register_everybody()
    meeting = scene(MeetingStatus.IN_SESSION, told)
    told.later(days=2)
    open_in_emergency(told, meeting.meeting_id, "emergency")
    key = create_signing_key(tmp_path_factory.mktemp("key") / "signing-key", ORIGIN).path
    name = f"evidence_{uuid4().hex}"
    settings = Settings(
        environment=Environment.TEST,
        partnership="northbrook",
        pool_size=4,
        signing_key=key,
        witnesses=(WITNESS.verifier.encode(),),
    )
    async with live_office(cluster, migrated_template, name, told, settings) as (office, wiring, log):
        yield Evidence(office, wiring, log, key, meeting)
