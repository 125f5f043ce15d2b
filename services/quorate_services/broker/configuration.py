"""The settings of a broker of one node, on the loopback address only."""

from collections.abc import Mapping
from pathlib import Path

CLUSTER_ID = "cXVvcmF0ZS1vd24tMDAwMQ"
"""The same for every broker of our own: 16 bytes in base64, as KRaft wants it."""

_SETTINGS: Mapping[str, str] = {
    "process.roles": "broker,controller",
    "node.id": "1",
    "controller.listener.names": "CONTROLLER",
    "inter.broker.listener.name": "PLAINTEXT",
    "listener.security.protocol.map": "CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT",
    # One node has one replica of everything, and few partitions open quickly.
    "offsets.topic.replication.factor": "1",
    "offsets.topic.num.partitions": "2",
    "transaction.state.log.replication.factor": "1",
    "transaction.state.log.min.isr": "1",
    "transaction.state.log.num.partitions": "2",
    "share.coordinator.state.topic.replication.factor": "1",
    "share.coordinator.state.topic.min.isr": "1",
    "share.coordinator.state.topic.num.partitions": "1",
    "group.initial.rebalance.delay.ms": "0",
    # After a kill, the former registration must run out before the broker may register again.
    "broker.session.timeout.ms": "2000",
    "broker.heartbeat.interval.ms": "500",
    # A topic that nobody declared is a mistake.
    "auto.create.topics.enable": "false",
}


def server_properties(data: Path, port: int, controller_port: int, extra: Mapping[str, str]) -> str:
    """Write the file of settings; ``extra`` wins."""
    own = {
        "log.dirs": str(data),
        "listeners": f"PLAINTEXT://127.0.0.1:{port},CONTROLLER://127.0.0.1:{controller_port}",
        "advertised.listeners": f"PLAINTEXT://127.0.0.1:{port}",
        "controller.quorum.voters": f"1@127.0.0.1:{controller_port}",
    }
    return "".join(f"{name}={value}\n" for name, value in {**_SETTINGS, **own, **extra}.items())


def java_arguments(programs: Path, temporary: Path, heap: str) -> list[str]:
    """Return the arguments of Java before the class: a small heap, and a start that does not optimise long."""
    return [
        f"-Xmx{heap}", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Djava.awt.headless=true",
        f"-Djava.io.tmpdir={temporary}", "-cp", f"{programs}/*",
    ]  # fmt: skip
