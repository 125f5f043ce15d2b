"""One connection to a protected Kafka by hand: TLS, then the first words of SCRAM, to learn what stops it.

kafka-python's own connection often sees only that the broker hung up: the broker says why, and closes at once.
"""

import socket
import ssl
import struct

from kafka.net.sasl import get_sasl_mechanism

from quorate_events.kafka.access import KafkaAccess, Security

_PATIENCE = 3.0
"""Seconds for each step."""

_HANDSHAKE, _AUTHENTICATE = 17, 36
"""The keys of SaslHandshake and SaslAuthenticate in Kafka's protocol, both used in version 1."""
_MOST = 64 * 1024
"""Bytes of an answer: longer ones are not Kafka's."""


class NotSignedIn(Exception):
    """The broker said that it does not let us sign in."""


def connect_once(access: KafkaAccess, host: str, port: int) -> None:
    """Connect, check the certificate and sign in. Blocks. Raises OSError, ssl.SSLError and NotSignedIn."""
    trusted = ssl.create_default_context(cafile=None if access.ca is None else str(access.ca))
    with (
        socket.create_connection((host, port), timeout=_PATIENCE) as plain,
        trusted.wrap_socket(plain, server_hostname=host) as protected,
    ):
        if access.security is Security.SASL_TLS:
            _sign_in(access, host, protected)


def _sign_in(access: KafkaAccess, host: str, connection: ssl.SSLSocket) -> None:
    options = access.options("quorate sign-in")
    name = options["sasl_mechanism"].encode()
    answer = _ask(connection, _HANDSHAKE, struct.pack(f">h{len(name)}s", len(name), name))
    _check(answer)
    mechanism = get_sasl_mechanism(options["sasl_mechanism"])(host=host, **options)
    while not mechanism.is_done():
        token = mechanism.auth_bytes()
        answer = _ask(connection, _AUTHENTICATE, struct.pack(f">i{len(token)}s", len(token), token))
        _check(answer)
        # Behind the code: why it failed (-1: it did not), then what the broker says to the mechanism.
        (length,) = struct.unpack_from(">h", answer, 2)
        at = 4 + max(0, length)
        (length,) = struct.unpack_from(">i", answer, at)
        mechanism.receive(answer[at + 4 : at + 4 + length])


def _check(answer: bytes) -> None:
    if struct.unpack_from(">h", answer)[0] != 0:
        raise NotSignedIn


def _ask(connection: ssl.SSLSocket, key: int, body: bytes) -> bytes:
    """Send a request, and return its answer behind the header."""
    client = b"quorate"
    header = struct.pack(f">hhih{len(client)}s", key, 1, 0, len(client), client)
    connection.sendall(struct.pack(">i", len(header) + len(body)) + header + body)
    (length,) = struct.unpack(">i", _read(connection, 4))
    if not 6 <= length <= _MOST:
        raise ConnectionError("not an answer of Kafka's")
    return _read(connection, length)[4:]


def _read(connection: ssl.SSLSocket, length: int) -> bytes:
    read = b""
    while len(read) < length:
        more = connection.recv(length - len(read))
        if not more:
            raise ConnectionResetError
        read += more
    return read
