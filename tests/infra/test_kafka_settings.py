"""The settings and the script of access that infra/ ships, on a real Kafka: only folders and ports are put in."""

import asyncio
import os
import shutil
import uuid
from collections.abc import Mapping
from pathlib import Path

from tests.conftest import Database
from tests.services.cli.conftest import run_quorate
from tests.support.kafka import running_broker

from quorate_events.kafka.access import KafkaAccess, Security
from quorate_events.kafka.admin import KafkaAdmin
from quorate_services.broker.artifacts import find_programs
from quorate_services.broker.broker import Broker
from quorate_services.broker.java import find_java

INFRA = Path(__file__).parents[2] / "infra"
TOOLS = {
    "kafka-configs.sh": "kafka.admin.ConfigCommand",
    "kafka-acls.sh": "org.apache.kafka.tools.AclCommand",
}


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


async def test_the_compose_files_kafka_lets_in_whom_its_script_names_and_nobody_else(
    database: Database, tmp_path: Path
) -> None:
    script = shutil.copy(INFRA / "make-secrets", tmp_path)
    made = await asyncio.create_subprocess_exec(script, stdout=asyncio.subprocess.DEVNULL)
    assert await made.wait() == 0
    secrets = tmp_path / "secrets"
    (secrets / "kafka_police_password").write_text("of the police", "utf-8")
    ledger = f"t{uuid.uuid4().hex[:8]}"
    async with running_broker() as first:
        place, plain = first.location.path, int(first.bootstrap.rpartition(":")[2])
        controller = (place / "server.properties").read_text("utf-8").partition("CONTROLLER://")[2].split()[0]
        await first.stop()
        shutil.copy(secrets / "kafka_server.pem", place)
        (place / "kafka_server.pem").chmod(0o644)
        secured = plain + 1 if plain < 60_000 else plain - 1
        changed = _here(settings_in("server.properties"), plain, secured, controller, place)
        async with Broker(place, extra_settings=changed) as broker:
            for _ in range(2):
                assert "as declared" in await _give_access(
                    tmp_path, secrets, broker.bootstrap, ledger, "police"
                )

            def environment(user: str) -> dict[str, str]:
                return {
                    "QUORATE_ENVIRONMENT": "test",
                    "QUORATE_HOME": str(tmp_path),
                    "QUORATE_RELAY_DATABASE_URL": database.relay_dsn,
                    "QUORATE_PARTNERSHIP": ledger,
                    "QUORATE_KAFKA_BOOTSTRAP": f"127.0.0.1:{secured}",
                    "QUORATE_KAFKA_SECURITY": "sasl_tls",
                    "QUORATE_KAFKA_CA": str(secrets / "kafka_ca.pem"),
                    "QUORATE_KAFKA_USERNAME": user,
                    "QUORATE_KAFKA_PASSWORD": (secrets / f"kafka_{user}_password").read_text("utf-8"),
                    "QUORATE_KAFKA_REPLICATION": "1",
                }

            applied = await run_quorate(environment("topics"), "topics", "apply", "--yes")
            assert applied.code == 0, applied.err + applied.out
            relayed = await run_quorate(environment("relay"), "relay", "--once")
            assert relayed.code == 0, relayed.err + relayed.out
            assert (await run_quorate(environment("topics"), "relay", "--once")).code == 1
            assert (await run_quorate(environment("police"), "relay", "--once")).code == 1

            police = KafkaAccess(
                f"127.0.0.1:{secured}", Security.SASL_TLS, secrets / "kafka_ca.pem", "police", "of the police"
            )
            admin = KafkaAdmin(police)
            assert await admin.topics([f"quorate.{ledger}.events"]) == {}
            await admin.close()


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
