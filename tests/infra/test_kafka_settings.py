"""The settings and the script of access that infra/ ships, on a real Kafka: only folders and ports are put in."""

import asyncio
import os
import shutil
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from kafka import KafkaProducer
from tests.conftest import Database
from tests.services.cli.conftest import Ran, run_quorate
from tests.services.projecting.conftest import BEHIND
from tests.support.agency_scene import FEEDS, Scene, agency_scene, environment, message, told
from tests.support.folding import see_everything
from tests.support.kafka import access_to, running_broker

from quorate_events.kafka.access import KafkaAccess, Security
from quorate_events.kafka.admin import KafkaAdmin
from quorate_events.kafka.consumer import KafkaGroupConsumer
from quorate_events.kafka.errors import KafkaRefused
from quorate_events.kafka.ports import Partition, Record
from quorate_services.broker.artifacts import find_programs
from quorate_services.broker.broker import Broker
from quorate_services.broker.java import find_java

INFRA = Path(__file__).parents[2] / "infra"
TOOLS = {
    "kafka-configs.sh": "kafka.admin.ConfigCommand",
    "kafka-acls.sh": "org.apache.kafka.tools.AclCommand",
}


AGENCY = "police"
OTHER = "school"
"""An agency whose own system has no access."""


def settings_in(name: str) -> dict[str, str]:
    """Read a file of settings of Kafka."""
    lines = (INFRA / "kafka" / name).read_text("utf-8").splitlines()
    return dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))


def _here(
    settings: Mapping[str, str], plain: int, secured: int, controller: str, folder: Path
) -> dict[str, str]:
    places = {
        "127.0.0.1:9092": f"127.0.0.1:{plain}",
        "127.0.0.1:9093": controller,
        "0.0.0.0:9094": f"127.0.0.1:{secured}",
        "kafka:9094": f"127.0.0.1:{secured}",
        "/var/lib/kafka/data": str(folder / "data"),
        "/run/secrets/": f"{folder}/",
    }
    changed = "\n".join(f"{name}={value}" for name, value in settings.items())
    for place, here in places.items():
        changed = changed.replace(place, here)
    return dict(line.split("=", 1) for line in changed.splitlines())


async def _give_access(folder: Path, secrets: Path, operator: str, ledger: str, *agencies: str) -> str:
    tools = folder / "bin"
    tools.mkdir(exist_ok=True)
    for name, main in TOOLS.items():
        run = f'{find_java()} -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp "{find_programs()}/*" {main}'
        (tools / name).write_text(f'#!/bin/sh\nexec {run} "$@"\n', "utf-8")
        (tools / name).chmod(0o755)
    names = {"KAFKA_ADMIN": operator, "KAFKA_BIN": str(tools), "PARTNERSHIP": ledger, "SECRETS": str(secrets)}
    process = await asyncio.create_subprocess_exec(
        "/bin/bash", str(INFRA / "kafka" / "access.sh"), *agencies, env={**os.environ, **names},
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
    )  # fmt: skip
    out, _ = await process.communicate()
    assert process.returncode == 0, out.decode()
    return out.decode()


@dataclass(frozen=True)
class Installation:
    """A partnership in a Kafka with the compose file's settings, where one agency has a feed."""

    scene: Scene
    secrets: Path
    secured: str

    def environment(self, user: str) -> dict[str, str]:
        """The settings of a process that signs in to Kafka as ``user``, as the compose file gives them."""
        return {
            **environment(self.scene),
            "QUORATE_HOME": str(self.secrets),
            "QUORATE_KAFKA_BOOTSTRAP": self.secured,
            "QUORATE_KAFKA_SECURITY": "sasl_tls",
            "QUORATE_KAFKA_CA": str(self.secrets / "kafka_ca.pem"),
            "QUORATE_KAFKA_USERNAME": user,
            "QUORATE_KAFKA_PASSWORD": self._password(user),
            "QUORATE_KAFKA_REPLICATION": "1",
            "QUORATE_KAFKA_FEEDS": str(self.secrets / "feeds.toml"),
        }

    def access(self, user: str) -> KafkaAccess:
        """The same for a client of Kafka in this process."""
        ca = self.secrets / "kafka_ca.pem"
        return KafkaAccess(self.secured, Security.SASL_TLS, ca, user, self._password(user))

    def _password(self, user: str) -> str:
        return (self.secrets / f"kafka_{user}_password").read_text("utf-8")


@asynccontextmanager
async def installation(database: Database, folder: Path) -> AsyncIterator[Installation]:
    script = shutil.copy(INFRA / "make-secrets", folder)
    made = await asyncio.create_subprocess_exec(script, stdout=asyncio.subprocess.DEVNULL)
    assert await made.wait() == 0
    secrets = folder / "secrets"
    (secrets / f"kafka_{AGENCY}_password").write_text("of the agency", "utf-8")
    # As the compose file's example has it: without a principal, for the script gives the rights.
    declared = [line for line in FEEDS.partition(f"[{OTHER}]")[0].splitlines() if "principal" not in line]
    (secrets / "feeds.toml").write_text("\n".join(declared), "utf-8")
    async with running_broker() as first:
        place, plain = first.location.path, int(first.bootstrap.rpartition(":")[2])
        controller = (place / "server.properties").read_text("utf-8").partition("CONTROLLER://")[2].split()[0]
        await first.stop()
        shutil.copy(secrets / "kafka_server.pem", place)
        (place / "kafka_server.pem").chmod(0o644)
        secured = plain + 1 if plain < 60_000 else plain - 1
        changed = _here(settings_in("server.properties"), plain, secured, controller, place)
        async with (
            Broker(place, extra_settings=changed) as broker,
            agency_scene(database, access_to(broker.bootstrap), folder, topics=False) as scene,
        ):
            # Without agencies at the first start; again when the first one comes.
            for agencies in ((), (AGENCY,)):
                said = await _give_access(folder, secrets, broker.bootstrap, scene.wiring.ledger, *agencies)
                assert "as declared" in said
            yield Installation(scene, secrets, f"127.0.0.1:{secured}")


async def _succeeds(there: Installation, user: str, *command: str) -> Ran:
    ran = await run_quorate(there.environment(user), *command)
    assert ran.code == 0, ran.err + ran.out
    return ran


async def test_the_compose_files_kafka_lets_in_whom_its_script_names_and_nobody_else(
    database: Database, tmp_path: Path
) -> None:
    async with installation(database, tmp_path) as there:
        await _succeeds(there, "topics", "topics", "apply", "--yes")
        assert (await run_quorate(there.environment("topics"), "relay", "--once")).code == 1
        assert (await run_quorate(there.environment(AGENCY), "relay", "--once")).code == 1
        await _assert_an_agency_follows_and_answers(there)
        await _succeeds(there, "relay", "relay", "--once")
        await _assert_a_projector_catches_up(there, database)
        everything = f"quorate.{there.scene.wiring.ledger}.events"
        for user in (AGENCY, "feeds"):
            admin = KafkaAdmin(there.access(user))
            assert await admin.topics([everything]) == {}
            await admin.close()


async def _assert_an_agency_follows_and_answers(there: Installation) -> None:
    """``quorate feeds`` has the rights that it needs, and an agency's system those that its guide uses."""
    scene, police = there.scene, replace(there.scene, access=there.access(AGENCY))
    topics = scene.topics()
    invitation = await scene.invite()
    answer = {"meeting_id": scene.meeting_id, "invitation_id": invitation, "answer": "accepted"}
    await asyncio.to_thread(_post, police.access, message(topics.inbox, "answer_invitation", answer))
    fed = await _succeeds(there, "feeds", "feeds", "--once", "--json")
    assert (fed.document["accepted"], fed.document["refused"]) == (1, 0)
    assert [kind for kind, _, _ in await police.replies()] == ["quorate.reply.accepted"]
    kinds = await _read_as_a_group(police.access, f"{topics.feed}.cases", topics.feed)
    assert "quorate.meeting.agency_invited" in kinds
    with pytest.raises(KafkaRefused):
        await _read_as_a_group(police.access, "cases", topics.feed)


def _post(access: KafkaAccess, record: Record) -> None:
    producer = KafkaProducer(acks="all", enable_idempotence=True, **access.options("cases"))
    producer.send(record.topic, record.value, headers=list(record.headers)).get(timeout=30)
    producer.close()


async def _read_as_a_group(access: KafkaAccess, group: str, topic: str) -> set[str]:
    async def nothing(_: object) -> dict[Partition, int]:
        return {}

    consumer = KafkaGroupConsumer(access, group, [topic], on_assigned=nothing, on_revoked=nothing)
    try:
        await consumer.open()
        return {told(record)[0] for record in await consumer.read()}
    finally:
        await consumer.close()


async def _assert_a_projector_catches_up(there: Installation, database: Database) -> None:
    owner = await see_everything(database.owner_dsn)
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "quorate_services.cli.main", "project",
        env={"PATH": os.environ["PATH"], **there.environment("projector"), "QUORATE_FEED": "kafka"},
        stdout=asyncio.subprocess.DEVNULL,
    )  # fmt: skip
    try:
        async with asyncio.timeout(60):
            while await owner.fetchval(BEHIND):  # noqa: ASYNC110 - another process does it
                await asyncio.sleep(0.1)
    finally:
        process.terminate()
        assert await process.wait() == 0
        await owner.close()


def test_production_keeps_every_record_on_two_of_three_nodes_at_least() -> None:
    settings = settings_in("production.properties")
    for name in ("default.replication.factor", "offsets.topic.replication.factor"):
        assert settings[name] == "3"
    assert settings["transaction.state.log.replication.factor"] == "3"
    assert settings["min.insync.replicas"] == settings["transaction.state.log.min.isr"] == "2"
    assert settings["unclean.leader.election.enable"] == settings["auto.create.topics.enable"] == "false"
    assert settings["allow.everyone.if.no.acl.found"] == "false"
    assert "PLAINTEXT" not in settings["listener.security.protocol.map"]
    assert len(settings["controller.quorum.voters"].split(",")) == 3


def test_every_setting_of_production_is_one_that_the_page_explains_or_kafka_needs() -> None:
    page = (INFRA.parent / "docs" / "kafka-production.md").read_text("utf-8")
    unexplained = {each for each in settings_in("production.properties") if f"`{each}`" not in page}
    assert unexplained <= {
        "process.roles", "node.id", "controller.quorum.voters", "controller.listener.names", "log.dirs",
        "advertised.listeners", "inter.broker.listener.name",
    }  # fmt: skip
