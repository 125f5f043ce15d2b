"""A real Kafka with TLS, SCRAM and access lists: who has the rights gets in, and others are told why not."""

import uuid
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from kafka.admin import ACLOperation, ResourceType
from tests.conftest import Database
from tests.services.cli.conftest import run_quorate
from tests.services.relay.conftest import Scene
from tests.support.secured_kafka import PASSWORD, Authority, SecuredKafka, secured_kafka

from quorate_events.kafka.access import KafkaAccess, Security
from quorate_events.kafka.admin import KafkaAdmin
from quorate_events.kafka.consumer import KafkaGroupConsumer
from quorate_events.kafka.errors import KafkaRefused
from quorate_events.kafka.ports import Partition
from quorate_events.kafka.producer import KafkaTransactionalProducer

Open = Callable[[KafkaAccess], Awaitable[None]]
READ, WRITE, DESCRIBE = ACLOperation.READ, ACLOperation.WRITE, ACLOperation.DESCRIBE


@pytest.fixture(scope="module")
async def secured(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[SecuredKafka]:
    async with secured_kafka(tmp_path_factory.mktemp("authority")) as kafka:
        await kafka.add_user("relay")
        await kafka.add_user("stranger")
        yield kafka


async def _admin(access: KafkaAccess) -> None:
    admin = KafkaAdmin(access)
    try:
        await admin.topics(["any"])
    finally:
        await admin.close()


async def _reader(access: KafkaAccess) -> None:
    admin = KafkaAdmin(access)
    try:
        await admin.extents("any")
    finally:
        await admin.close()


async def _producer(access: KafkaAccess) -> None:
    producer = KafkaTransactionalProducer(access, "quorate-relay-any")
    try:
        await producer.open()
    finally:
        await producer.close()


async def _consumer(access: KafkaAccess) -> None:
    async def nothing(_: object) -> dict[Partition, int]:
        return {}

    consumer = KafkaGroupConsumer(access, "any", ["any"], on_assigned=nothing, on_revoked=nothing)
    try:
        await consumer.open()
    finally:
        await consumer.close()


CLIENTS: list[Open] = [_admin, _reader, _producer, _consumer]


@pytest.fixture(params=CLIENTS, ids=lambda each: each.__name__[1:])
def client(request: pytest.FixtureRequest) -> Open:
    return request.param


@asynccontextmanager
async def _refused(words: str) -> AsyncIterator[None]:
    with pytest.raises(KafkaRefused) as told:
        yield
    said = f"{told.value.message} {told.value.suggestion}"
    assert words in said
    assert PASSWORD not in said


@pytest.mark.parametrize(("user", "password"), [("relay", "wrong"), ("nobody", PASSWORD)])
async def test_a_wrong_password_is_told(
    secured: SecuredKafka, client: Open, user: str, password: str
) -> None:
    async with _refused("Check QUORATE_KAFKA_USERNAME and its password"):
        await client(secured.access(user, password))


async def test_an_unknown_authority_is_told(secured: SecuredKafka, client: Open, tmp_path: Path) -> None:
    async with _refused("Check that QUORATE_KAFKA_CA holds the certificate"):
        await client(secured.access("relay", ca=Authority(tmp_path, "other").file))


async def test_a_missing_file_of_certificates_is_told(
    secured: SecuredKafka, client: Open, tmp_path: Path
) -> None:
    async with _refused("Check the path in QUORATE_KAFKA_CA"):
        await client(secured.access("relay", ca=tmp_path / "none.pem"))


async def test_a_right_that_is_missing_is_told(secured: SecuredKafka) -> None:
    async with _refused("its rights"):
        await _producer(secured.access("stranger"))


async def test_the_rights_of_operations_are_enough_for_the_relay(
    secured: SecuredKafka, scene_on: Callable[[KafkaAccess], Scene]
) -> None:
    scene = scene_on(secured.plain)
    await scene.apply_topics()
    for topic in scene.topics:
        await secured.allow("relay", ResourceType.TOPIC, topic, READ, WRITE, DESCRIBE)
    identity = f"quorate-relay-{scene.ledger}"
    await secured.allow("relay", ResourceType.TRANSACTIONAL_ID, identity, WRITE, DESCRIBE)
    await scene.fill(60)
    relaying = Scene(scene.database, secured.access("relay"), scene.ledger)
    await relaying.relay().run(once=True)
    await scene.assert_published_once(60)
    await scene.fill(30)
    await relaying.relay().run(once=True)
    await scene.assert_published_once(90)

    stranger = Scene(scene.database, secured.access("stranger"), scene.ledger)
    async with _refused("its rights"):
        await stranger.relay().run(once=True)


async def test_the_command_line_signs_in_by_its_settings(
    secured: SecuredKafka, database: Database, tmp_path: Path
) -> None:
    ledger = f"t{uuid.uuid4().hex[:12]}"
    named = {
        "QUORATE_ENVIRONMENT": "test",
        "QUORATE_HOME": str(tmp_path),
        "QUORATE_RELAY_DATABASE_URL": database.relay_dsn,
        "QUORATE_PARTNERSHIP": ledger,
        "QUORATE_KAFKA_BOOTSTRAP": secured.secured,
        "QUORATE_KAFKA_SECURITY": Security.SASL_TLS,
        "QUORATE_KAFKA_CA": str(secured.ca),
        "QUORATE_KAFKA_USERNAME": "operator",
        "QUORATE_KAFKA_PASSWORD": PASSWORD,
        "QUORATE_KAFKA_REPLICATION": "1",
    }
    await secured.add_user("operator")
    for short in ("events", "positions"):
        topic = f"quorate.{ledger}.{short}"
        rights = [ACLOperation.CREATE, DESCRIBE, ACLOperation.DESCRIBE_CONFIGS, ACLOperation.ALTER_CONFIGS]
        await secured.allow("operator", ResourceType.TOPIC, topic, *rights)
    applied = await run_quorate(named, "topics", "apply", "--yes")
    assert applied.code == 0, applied.err
    assert (await run_quorate(named, "topics")).code == 0
    wrong = await run_quorate({**named, "QUORATE_KAFKA_PASSWORD": "mistaken"}, "relay", "--once")
    assert wrong.code == 1
    assert "Kafka does not let us sign in" in wrong.err
    assert "mistaken" not in wrong.out + wrong.err
