"""How Kafka is reached: where, how protected, as whom."""

from enum import StrEnum
from pathlib import Path
from typing import Any

import msgspec


class Security(StrEnum):
    """How the way to Kafka is protected."""

    PLAINTEXT = "plaintext"
    """Not at all: for a broker on this machine only."""
    TLS = "tls"
    """Encrypted; the broker shows a certificate."""
    SASL_TLS = "sasl_tls"
    """Encrypted, and we sign in by SCRAM-SHA-512 with a name and a password."""


class KafkaAccess(msgspec.Struct, frozen=True):
    """What every client of one Kafka needs. Not printed: it may hold a password.

    ``bootstrap`` is a list of ``host:port`` with commas between; ``ca`` a file of certificates in PEM, the
    machine's own when None. ``request_timeout`` and ``connect_timeout`` are in seconds.
    """

    bootstrap: str
    security: Security = Security.PLAINTEXT
    ca: Path | None = None
    username: str | None = None
    password: str | None = None
    connect_timeout: float = 10.0
    request_timeout: float = 30.0

    def __repr__(self) -> str:
        return "KafkaAccess(...)"

    def options(self, client_id: str) -> dict[str, Any]:
        """Return the options that every client of kafka-python takes."""
        common: dict[str, Any] = {
            "bootstrap_servers": self.bootstrap.split(","),
            "client_id": client_id,
            "bootstrap_timeout_ms": int(self.connect_timeout * 1000),
            "request_timeout_ms": int(self.request_timeout * 1000),
            "reconnect_backoff_ms": 50,
            "reconnect_backoff_max_ms": 1000,
        }
        if self.security is Security.PLAINTEXT:
            return common
        common |= {"security_protocol": "SSL", "ssl_cafile": str(self.ca) if self.ca else None}
        if self.security is Security.SASL_TLS:
            common |= {
                "security_protocol": "SASL_SSL",
                "sasl_mechanism": "SCRAM-SHA-512",
                "sasl_plain_username": self.username,
                "sasl_plain_password": self.password,
            }
        return common
