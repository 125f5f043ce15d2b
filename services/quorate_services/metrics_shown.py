"""Shows the metrics of a process to Prometheus."""

from collections.abc import Iterator
from contextlib import contextmanager

from prometheus_client import CollectorRegistry, start_http_server

from quorate_events.errors import QuorateError


class MetricsAddressTaken(QuorateError):
    """The metrics cannot be shown where the settings say."""

    code = "metrics_address_taken"


@contextmanager
def shown_at(registry: CollectorRegistry, host: str, port: int) -> Iterator[int]:
    """Answer Prometheus on ``host`` and ``port`` in a thread while the block runs; give the port.

    Raises ``MetricsAddressTaken``.
    """
    try:
        server, thread = start_http_server(port, addr=host, registry=registry)
    except OSError as error:
        raise MetricsAddressTaken(
            f"The metrics cannot be shown on {host} port {port}: {error.strerror}.",
            "Stop what listens there, or set QUORATE_METRICS_PORT to another port.",
        ) from None
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
