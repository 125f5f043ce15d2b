"""The metrics for Prometheus of a projector that is fed by Kafka."""

from prometheus_client import CollectorRegistry, Counter, Gauge

from quorate_projections.engine.group.delivery import Counted
from quorate_projections.engine.group.member import MemberState


class ProjectorMetrics:
    """What a projector shows. Nothing of it names a person, a meeting or an agency."""

    def __init__(self, ledger: str) -> None:
        self.registry = CollectorRegistry()
        self._before = Counted()
        self._was_failing = False

        def gauge(name: str, words: str) -> Gauge:
            return Gauge(f"quorate_projector_{name}", words, ["ledger"], registry=self.registry).labels(
                ledger
            )

        def counter(name: str, words: str) -> Counter:
            return Counter(f"quorate_projector_{name}", words, ["ledger"], registry=self.registry).labels(
                ledger
            )

        self._partitions = gauge("partitions", "Partitions of the topic of events that this projector has.")
        self._failing = gauge("failing", "1 while it waits out a failure of Kafka or of the database.")
        self._failures = counter("failures", "Failures waited out since the start of this process.")
        self._counters = {
            "events": counter("events", "Events that came from Kafka and were used."),
            "repeated": counter("repeated_events", "Events that came again, and were passed over."),
            "foreign": counter("foreign_records", "Records that are no events of this ledger's log."),
            "gaps": counter("gaps", "Times that Kafka did not bring what the log has, so the log was read."),
        }

    def show(self, state: MemberState) -> None:
        """Take over where the projector stands."""
        self._partitions.set(len(state.partitions))
        self._failing.set(bool(state.failing))
        if state.failing and not self._was_failing:
            self._failures.inc()
        self._was_failing = bool(state.failing)
        for name, each in self._counters.items():
            now = getattr(state.counted, name)
            each.inc(now - getattr(self._before, name))
            setattr(self._before, name, now)
