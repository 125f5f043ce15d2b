"""Says why a protected Kafka does not let a client in, where kafka-python's clients only try until they give up.

A wrong password, or a certificate that nobody here trusts, does not go away by itself, so these are refusals;
everything else that keeps a client out is waited for: a listener without TLS hangs up as one does that is stopping.
"""

import ssl
from collections.abc import Iterator
from contextlib import contextmanager

from quorate_events.kafka.access import KafkaAccess, Security
from quorate_events.kafka.errors import KafkaRefused, KafkaUnavailable
from quorate_events.kafka.sign_in import NotSignedIn, connect_once
from quorate_events.kafka.translation import translated


@contextmanager
def opening(access: KafkaAccess) -> Iterator[None]:
    """Open a client inside. What keeps it out is raised as ``KafkaRefused`` where waiting does not help."""
    if access.ca is not None and not access.ca.is_file():
        raise KafkaRefused(
            "The file of certificates for Kafka cannot be read.", "Check the path in QUORATE_KAFKA_CA."
        )
    try:
        yield
    except Exception as error:
        known = translated(error)
        if isinstance(known, KafkaUnavailable) and access.security is not Security.PLAINTEXT:
            known = _refusal(access) or known
        raise known from error


def _refusal(access: KafkaAccess) -> KafkaRefused | None:
    """Try each address once more, and look at what stops it."""
    for address in access.bootstrap.split(","):
        host, _, port = address.rpartition(":")
        try:
            connect_once(access, host, int(port))
        except NotSignedIn:
            return KafkaRefused(
                "Kafka does not let us sign in.",
                "Check QUORATE_KAFKA_USERNAME and its password, and that Kafka has SCRAM-SHA-512 credentials for it.",
            )
        except ssl.SSLCertVerificationError:
            return KafkaRefused(
                "Kafka's certificate is not one that is trusted here.",
                "Check that QUORATE_KAFKA_CA holds the certificate of the authority that signed it, and that "
                "QUORATE_KAFKA_BOOTSTRAP names the host as the certificate does.",
            )
        except OSError:
            continue
    return None
