import urllib.request
from pathlib import Path

import pytest

from quorate_services.metrics_shown import MetricsAddressTaken, shown_at
from quorate_services.projector_metrics import ProjectorMetrics
from quorate_services.relay.lag import Lag
from quorate_services.relay.metrics import RelayMetrics
from quorate_services.relay.relay import RelayState

OPERATIONS = Path(__file__).parents[3] / "docs" / "operations.md"


def test_what_a_relay_does_shows() -> None:
    metrics = RelayMetrics("stoke")
    metrics.show(RelayState(position=5, head=9, published=5, transactions=2))
    metrics.show(RelayState(position=7, head=9, published=7, transactions=3, failing="kafka_unavailable"))
    metrics.show_lag(Lag(7, 9, 1.5))
    with shown_at(metrics.registry, "127.0.0.1", 0) as port:
        shown = urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics").read().decode()
        with pytest.raises(MetricsAddressTaken), shown_at(metrics.registry, "127.0.0.1", port):
            pass
    for line in (
        'quorate_relay_position{ledger="stoke"} 7.0',
        'quorate_relay_lag_events{ledger="stoke"} 2.0',
        'quorate_relay_lag_seconds{ledger="stoke"} 1.5',
        'quorate_relay_failing{ledger="stoke"} 1.0',
        'quorate_relay_events_total{ledger="stoke"} 7.0',
        'quorate_relay_transactions_total{ledger="stoke"} 3.0',
        'quorate_relay_failures_total{ledger="stoke"} 1.0',
    ):
        assert line in shown


def test_every_metric_is_in_the_operations_page() -> None:
    page = OPERATIONS.read_text("utf-8")
    families = [
        each
        for metrics in (RelayMetrics("stoke"), ProjectorMetrics("stoke"))
        for each in metrics.registry.collect()
        if each.type in ("gauge", "counter")
    ]
    names = [each.name + ("_total" if each.type == "counter" else "") for each in families]
    assert [name for name in names if f"`{name}`" not in page] == []
    assert len(names) == 14
