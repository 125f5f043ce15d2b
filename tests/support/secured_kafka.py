"""A real Kafka with TLS by a CA of the tests' own, sign-in by SCRAM, and access lists, as operations says."""

import asyncio
import os
import socket
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Address
from pathlib import Path

import msgspec
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from kafka.admin import (
    ACL,
    ACLOperation,
    ACLPermissionType,
    KafkaAdminClient,
    ResourcePattern,
    ResourceType,
    ScramMechanism,
    UserScramCredentialUpsertion,
)
from tests.support.kafka import access_to, running_broker

from quorate_events.kafka.access import KafkaAccess, Security
from quorate_services.broker.broker import Broker

PASSWORD = "a password of the tests"


class Authority:
    """A certificate authority that nobody else knows."""

    def __init__(self, folder: Path, name: str) -> None:
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        self._certificate = self._sign(self._name, self._key, ca=True)
        self.file = folder / f"{name}.pem"
        self.file.write_bytes(self._certificate.public_bytes(serialization.Encoding.PEM))

    def server_pem(self) -> bytes:
        """A key and a certificate for this machine, in the one file that Kafka wants."""
        key = ec.generate_private_key(ec.SECP256R1())
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "kafka")])
        private = key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        return private + self._sign(subject, key, ca=False).public_bytes(serialization.Encoding.PEM)

    def _sign(self, subject: x509.Name, key: ec.EllipticCurvePrivateKey, *, ca: bool) -> x509.Certificate:
        now = datetime.now(UTC)
        here = [x509.IPAddress(IPv4Address("127.0.0.1")), x509.DNSName("localhost")]
        return (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(self._name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - timedelta(hours=1))
            .not_valid_after(now + timedelta(days=1))
            .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
            .add_extension(x509.SubjectAlternativeName(here), critical=False)
            .sign(self._key, hashes.SHA256())
        )


@dataclass(frozen=True)
class SecuredKafka:
    """``plain`` is the way of its operator, who may do everything; ``ca`` signed what it shows to all others."""

    broker: Broker
    plain: KafkaAccess
    secured: str
    ca: Path

    def access(self, username: str, password: str = PASSWORD, ca: Path | None = None) -> KafkaAccess:
        """The way of a user over TLS."""
        return msgspec.structs.replace(
            self.plain, bootstrap=self.secured, security=Security.SASL_TLS, ca=ca or self.ca,
            username=username, password=password, connect_timeout=2.0,
        )  # fmt: skip

    async def allow(self, user: str, kind: ResourceType, name: str, *operations: ACLOperation) -> None:
        """Add to the access lists."""
        pattern = ResourcePattern(kind, name)
        entries = [ACL(f"User:{user}", "*", each, ACLPermissionType.ALLOW, pattern) for each in operations]
        await asyncio.to_thread(_as_operator, self.plain, lambda client: client.create_acls(entries))

    async def add_user(self, name: str) -> None:
        """Let somebody sign in, with no right to anything yet."""
        user = UserScramCredentialUpsertion(name, ScramMechanism.SCRAM_SHA_512, PASSWORD)
        await asyncio.to_thread(
            _as_operator, self.plain, lambda client: client.alter_user_scram_credentials([user])
        )


@asynccontextmanager
async def secured_kafka(folder: Path) -> AsyncIterator[SecuredKafka]:
    """Run one. Two starts: the first chooses the ports, which the settings of the second name."""
    authority = Authority(folder, "ours")
    async with running_broker() as first:
        place, plain_port = first.location, int(first.bootstrap.rpartition(":")[2])
        await first.stop()
        (place.path / "server.pem").write_bytes(authority.server_pem())
        os.chmod(place.path / "server.pem", 0o644)
        secured = _free_port()
        async with Broker(place.path, extra_settings=_settings(place.path, plain_port, secured)) as broker:
            where = f"127.0.0.1:{secured}"
            yield SecuredKafka(broker, access_to(broker.bootstrap), where, authority.file)


def _settings(folder: Path, plain: int, secured: int) -> Mapping[str, str]:
    ways = f"PLAINTEXT://127.0.0.1:{plain},AGENCIES://127.0.0.1:{secured}"
    controller = (folder / "server.properties").read_text("utf-8").partition("CONTROLLER://")[2].split()[0]
    return {
        "listeners": f"{ways},CONTROLLER://{controller}",
        "advertised.listeners": ways,
        "listener.security.protocol.map": "CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT,AGENCIES:SASL_SSL",
        "sasl.enabled.mechanisms": "SCRAM-SHA-512",
        "ssl.keystore.type": "PEM",
        "ssl.keystore.location": str(folder / "server.pem"),
        "listener.name.agencies.scram-sha-512.sasl.jaas.config": "org.apache.kafka.common.security.scram."
        "ScramLoginModule required;",
        "authorizer.class.name": "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
        "super.users": "User:ANONYMOUS",
        "allow.everyone.if.no.acl.found": "false",
    }


def _as_operator(access: KafkaAccess, act: object) -> None:
    client = KafkaAdminClient(**access.options("operator"))
    try:
        told = act(client)  # type: ignore[operator]
        assert "Error" not in str(told), told
    finally:
        client.close()


def _free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])
