"""After erasure no byte of a person's plaintext is found anywhere, and in the tables of events there never was one.

With a real Kafka, the relay, an agency's feed, and PostgreSQL's own dump.
"""

import asyncio
import uuid
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import msgspec
import pytest
from tests.support.agency_scene import FEEDS, POLICE_SYSTEM, message
from tests.support.erasure_scene import Scene, erasure_scene
from tests.support.history import CHAIR, POLICE, SOCIAL_CARE, speaker

from quorate_events.access.actor import Actor, Duty
from quorate_events.evidence.signing_key import create_signing_key
from quorate_events.kafka.access import KafkaAccess, Security
from quorate_events.kafka.admin import KafkaAdmin
from quorate_events.kafka.feeds import declared_feeds
from quorate_events.kafka.producer import KafkaTransactionalProducer
from quorate_events.kafka.topic_plan import apply, plan
from quorate_events.kafka.topics import declared
from quorate_events.meetings.contributions import SubmitContribution
from quorate_events.meetings.values import Part
from quorate_events.meetings.vocabulary import PartHeading
from quorate_events.people.system_client import RegisterSystemClient
from quorate_projections.engine.progress import ProgressBoard
from quorate_services.composition import Wiring, projecting_from_kafka, sealing, watching
from quorate_services.evidence_bundle import make_bundle
from quorate_services.feeds.feed import Feed
from quorate_services.feeds.inbox import Inbox
from quorate_services.feeds.records import PERSON_ERASED
from quorate_services.feeds.topics import all_topics, topics_of
from quorate_services.kafka_access import kafka_of
from quorate_services.postgres.cluster import SUPERUSER, Cluster
from quorate_services.postgres.roles import Role
from quorate_services.relay.running import run_relay
from quorate_services.settings import Environment, Settings

OF_THE_FIRST = ("M1.mark", "M12.mark", "2011-02-11")
OF_OTHERS = ("M2.mark", "MP.mark", "MC Robin")


async def dump(cluster: Cluster, binaries: Any, database: str, *options: str) -> bytes:
    """What PostgreSQL's own program writes of a database, with everything in it."""
    process = await asyncio.create_subprocess_exec(
        str(binaries.bin / "pg_dump"),
        *options,
        cluster._dsn(SUPERUSER, database),
        stdout=asyncio.subprocess.PIPE,
    )
    out, _ = await process.communicate()
    assert process.returncode == 0
    assert b"PostgreSQL database dump complete" in out
    return out


def marks_in(content: bytes, marks: Iterable[str]) -> set[str]:
    """Those of ``marks`` that are found, as they are or in the digits in which bytes are dumped."""
    return {each for each in marks if each.encode() in content or each.encode().hex().encode() in content}


async def on_topics(access: KafkaAccess, settings: Settings, ledger: str) -> bytes:
    admin, found = KafkaAdmin(access), []
    try:
        names = {each.name for each in (*all_topics(settings).values(), *declared(ledger).values())}
        for name in sorted(names):
            for partition, extent in (await admin.extents(name)).items():
                for record in await admin.read(partition, *extent):
                    found += [record.key or b"", record.value or b"", repr(record.headers).encode()]
    finally:
        await admin.close()
    return b"\n".join(found)


async def spread(scene: Scene, access: KafkaAccess) -> None:
    """Publish what is on the log, and tell the police's system what it may see."""
    await run_relay(scene.wiring, asyncio.Event(), once=True)
    settings, wiring = scene.wiring.settings, scene.wiring
    feed = next(each for each in declared_feeds(settings.kafka_feeds) if each.name == "police")
    topics = topics_of(all_topics(settings), feed)
    await Feed(
        feed,
        wiring.connections.dsn(Role.PROJECTOR),
        wiring.ledger,
        wiring.codec,
        access,
        (topics.feed, topics.position),
        wiring.house.clock,
        scene.office.looks,
    ).run(once=True)


async def post(scene: Scene, access: KafkaAccess, text: str) -> None:
    """Let the police's system post a part about the first child, and take it in."""
    settings = scene.wiring.settings
    feed = next(each for each in declared_feeds(settings.kafka_feeds) if each.name == "police")
    topics = topics_of(all_topics(settings), feed)
    part = {"heading": "worries", "text": text, "child_id": scene.first}
    body = {"meeting_id": scene.meeting_id, "agency_id": POLICE, "parts": [part]}
    producer = KafkaTransactionalProducer(access, f"police-{uuid.uuid4().hex}")
    await producer.open()
    await producer.publish([message(topics.inbox, "submit_contribution", body)])
    await producer.close()
    names = (topics.inbox, topics.replies, topics.position)
    inbox = Inbox(feed, scene.office, access, names, scene.wiring.house.clock)
    await inbox.run(once=True)
    assert inbox.state.accepted == 1


@pytest.fixture
def settings(kafka: KafkaAccess, tmp_path: Path) -> Settings:
    feeds, key = tmp_path / "feeds.toml", tmp_path / "signing-key"
    feeds.write_text(FEEDS)
    create_signing_key(key, "quorate.example/erasure")
    return Settings(
        environment=Environment.TEST,
        partnership=f"t{uuid.uuid4().hex[:12]}",
        pool_size=4,
        kafka_bootstrap=kafka.bootstrap,
        kafka_security=Security.PLAINTEXT,
        kafka_replication=1,
        kafka_feeds=feeds,
        signing_key=key,
    )


async def test_after_erasure_no_byte_of_the_person_is_left(
    cluster: Cluster,
    database,
    binaries,
    kafka: KafkaAccess,
    tmp_path: Path,
    settings: Settings,
    caplog,
    capfd,
) -> None:
    caplog.set_level("INFO")
    async with erasure_scene(cluster, database, tmp_path, settings) as scene:
        await scene.do(RegisterSystemClient(practitioner_id=POLICE_SYSTEM, name="Records", agency_id=POLICE))
        admin = KafkaAdmin(kafka)
        await apply(admin, await plan(admin, all_topics(settings), 1))
        await admin.close()
        await post(scene, kafka, "M1.mark posted")
        await spread(scene, kafka)

        # Before: the views show it, the log and Kafka never did.
        everything = (*OF_THE_FIRST, *OF_OTHERS)
        log = await dump(cluster, binaries, database.name, "--schema=quorate", "--schema=quorate_keys")
        assert marks_in(log, everything) == set()
        assert marks_in(await on_topics(kafka, settings, scene.wiring.ledger), everything) == set()
        whole = await dump(cluster, binaries, database.name)
        assert marks_in(whole, everything) == set(everything)

        await scene.erase(scene.first)
        await spread(scene, kafka)

        whole = await dump(cluster, binaries, database.name)
        assert marks_in(whole, everything) == set(OF_OTHERS)
        told = await on_topics(kafka, settings, scene.wiring.ledger)
        assert marks_in(told, everything) == set()
        assert PERSON_ERASED.encode() in told

        async with sealing(scene.wiring):
            bundle = await bundled(scene)
        assert marks_in(msgspec.json.encode(bundle), everything) == set()
        held = await scene.office.holdings(scene.first)
        assert held
        assert all(each.erased for each in held)
    printed = capfd.readouterr()
    assert marks_in(f"{caplog.text}{printed.out}{printed.err}".encode(), everything) == set()


@asynccontextmanager
async def from_kafka(wiring: Wiring) -> AsyncIterator[ProgressBoard]:
    """Views as a group of two projectors keeps them from Kafka, with a relay that runs."""
    admin = KafkaAdmin(kafka_of(wiring.settings))
    await apply(admin, await plan(admin, all_topics(wiring.settings), 1))
    await admin.close()
    stop = asyncio.Event()
    relaying = asyncio.create_task(run_relay(wiring, stop))
    try:
        async with projecting_from_kafka(wiring), projecting_from_kafka(wiring), watching(wiring) as board:
            yield board
    finally:
        stop.set()
        await relaying


async def test_views_that_are_kept_from_kafka_follow_as_well(
    cluster: Cluster, database, binaries, tmp_path: Path, settings: Settings
) -> None:
    async with erasure_scene(cluster, database, tmp_path, settings, from_kafka) as scene:
        whole = await dump(cluster, binaries, database.name)
        assert marks_in(whole, (*OF_THE_FIRST, *OF_OTHERS)) == {*OF_THE_FIRST, *OF_OTHERS}
        await scene.erase(scene.first)
        whole = await dump(cluster, binaries, database.name)
        assert marks_in(whole, (*OF_THE_FIRST, *OF_OTHERS)) == set(OF_OTHERS)
        later = Part(heading=PartHeading.WORRIES, text="M7.mark about who is left")
        shared = SubmitContribution(meeting_id=scene.meeting_id, agency_id=POLICE, parts=(later,))
        await scene.do(shared, speaker(POLICE))
        whole = await dump(cluster, binaries, database.name)
        assert marks_in(whole, (*OF_THE_FIRST, "M7.mark")) == {"M7.mark"}


async def bundled(scene: Scene) -> Any:
    actor = Actor(CHAIR, SOCIAL_CARE, frozenset({Duty.PRACTITIONER}))
    async with asyncio.timeout(20):
        while True:
            try:
                return await make_bundle(scene.office, scene.log, actor, scene.meeting_id)
            except Exception as error:
                if getattr(error, "code", "") != "nothing_signed":
                    raise
                await asyncio.sleep(0.2)
