"""The metrics of the agencies' feeds for Prometheus, by the short name of the agency."""

from prometheus_client import CollectorRegistry, Counter, Gauge

from quorate_services.feeds.inbox import InboxState
from quorate_services.feeds.states import FeedState


class FeedMetrics:
    """What the feeds show. Nothing of it names a person or a meeting."""

    def __init__(self, ledger: str) -> None:
        self.registry = CollectorRegistry()
        self._ledger = ledger
        self._feeds: dict[str, FeedState] = {}
        self._inboxes: dict[str, InboxState] = {}

        def gauge(name: str, words: str) -> Gauge:
            return Gauge(f"quorate_feed_{name}", words, ["ledger", "agency"], registry=self.registry)

        def counter(name: str, words: str) -> Counter:
            return Counter(f"quorate_feed_{name}", words, ["ledger", "agency"], registry=self.registry)

        self._position = gauge("position", "The last position of the log that the feed has dealt with.")
        self._lag = gauge("lag_events", "Events of the log that the feed has not dealt with yet.")
        self._halted = gauge("halted_meetings", "Meetings with an event that this release cannot read.")
        self._failing = gauge("failing", "1 while the feed waits out a failure.")
        self._records = counter("records", "Records told since the start of this process.")
        self._waiting = gauge("messages_waiting", "Messages of the agency that are not answered yet.")
        self._taking = gauge("messages_failing", "1 while the taking in of messages waits out a failure.")
        self._accepted = counter("messages_accepted", "Messages carried out since the start of this process.")
        self._refused = counter("messages_refused", "Messages refused since the start of this process.")

    def show_feed(self, agency: str, state: FeedState) -> None:
        """Take over where a feed stands."""
        before = self._feeds.get(agency, FeedState())
        self._feeds[agency] = state
        of = (self._ledger, agency)
        self._position.labels(*of).set(state.position)
        self._lag.labels(*of).set(max(0, state.head - state.position))
        self._halted.labels(*of).set(state.halted)
        self._failing.labels(*of).set(bool(state.failing))
        self._records.labels(*of).inc(state.told - before.told)

    def show_inbox(self, agency: str, state: InboxState) -> None:
        """Take over where the taking in of an agency's messages stands."""
        before = self._inboxes.get(agency, InboxState())
        self._inboxes[agency] = state
        of = (self._ledger, agency)
        self._waiting.labels(*of).set(state.waiting)
        self._taking.labels(*of).set(bool(state.failing))
        self._accepted.labels(*of).inc(state.accepted - before.accepted)
        self._refused.labels(*of).inc(state.refused - before.refused)
