"""The relay's metrics for Prometheus."""

from prometheus_client import CollectorRegistry, Counter, Gauge

from quorate_services.relay.lag import Lag
from quorate_services.relay.relay import RelayState


class RelayMetrics:
    """What a relay shows. Nothing of it names a person, a meeting or an agency."""

    def __init__(self, ledger: str) -> None:
        self.registry = CollectorRegistry()
        self._state = RelayState()

        def gauge(name: str, words: str) -> Gauge:
            return Gauge(f"quorate_relay_{name}", words, ["ledger"], registry=self.registry).labels(ledger)

        def counter(name: str, words: str) -> Counter:
            return Counter(f"quorate_relay_{name}", words, ["ledger"], registry=self.registry).labels(ledger)

        self._position = gauge("position", "The last position of the log that is published.")
        self._lag_events = gauge("lag_events", "Events of the log that are not published yet.")
        self._lag_seconds = gauge("lag_seconds", "How long the first event that is not published has waited.")
        self._failing = gauge("failing", "1 while it waits out a failure of Kafka or of the database.")
        self._events = counter("events", "Events published since the start of this process.")
        self._transactions = counter(
            "transactions", "Transactions committed since the start of this process."
        )
        self._failures = counter("failures", "Failures waited out since the start of this process.")

    def show(self, state: RelayState) -> None:
        """Take over where the relay stands."""
        before, self._state = self._state, state
        self._position.set(state.position)
        self._lag_events.set(state.lag_events)
        self._failing.set(bool(state.failing))
        self._events.inc(state.published - before.published)
        self._transactions.inc(state.transactions - before.transactions)
        if state.failing and not before.failing:
            self._failures.inc()

    def show_lag(self, lag: Lag) -> None:
        """Take over what the database says of the lag, also while Kafka is away."""
        self._lag_events.set(lag.events)
        self._lag_seconds.set(lag.seconds)
