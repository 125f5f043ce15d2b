"""Looks at Kafka: whether it answers, whether its topics are as declared, how far the relay is behind."""

import msgspec

from quorate_events.errors import QuorateError
from quorate_events.kafka.access import KafkaAccess
from quorate_events.kafka.admin import KafkaAdmin
from quorate_events.kafka.ports import Admin
from quorate_events.kafka.topic_plan import Step, plan
from quorate_events.kafka.topics import EVENTS, POSITIONS
from quorate_services.composition import Wiring
from quorate_services.feeds.health import examine_feeds
from quorate_services.feeds.topics import all_topics
from quorate_services.findings import LAG_TO_WATCH, Finding, Health
from quorate_services.relay.lag import Lag, lag_behind
from quorate_services.relay.positions import committed_position

_CONNECT = 5.0
"""Seconds: whoever asks waits for the answer."""


async def examine_kafka(wiring: Wiring, access: KafkaAccess) -> list[Finding]:
    """Look at the Kafka that ``access`` leads to. Finds rather than raises what is Kafka's."""
    quick: KafkaAccess = msgspec.structs.replace(access, connect_timeout=_CONNECT)
    admin = KafkaAdmin(quick, timeout=_CONNECT)
    try:
        return await _examine(wiring, admin)
    except QuorateError as error:
        return [Finding("kafka", Health.BROKEN, error.message.rstrip("."), error.suggestion)]
    finally:
        await admin.close()


async def _examine(wiring: Wiring, admin: Admin) -> list[Finding]:
    settings = wiring.settings
    topics = all_topics(settings)
    planned = await plan(admin, topics, settings.kafka_replication)
    wrong = [each for each in planned if each.step is not Step.NOTHING]
    if wrong:
        seen = "; ".join(f"{each.wanted.name} {each.why}" for each in wrong)
        advice = next((each.advice for each in wrong if each.advice), "Run quorate topics apply.")
        found = Finding("kafka topics", Health.BROKEN, seen, advice)
    else:
        found = Finding("kafka topics", Health.WELL, f"{len(planned)} as declared")
    missing = {each.wanted.name for each in planned if each.actual is None}
    needed = [topics[short].name for short in (EVENTS, POSITIONS)]
    if missing & set(needed):
        return [found]
    position = await committed_position(admin, *needed)
    relay = _relay(await lag_behind(wiring.connections, wiring.ledger, position))
    return [found, relay, *await examine_feeds(wiring, admin, topics, missing)]


def _relay(lag: Lag) -> Finding:
    seen = f"at position {lag.position}, {lag.events} events behind"
    if lag.position > lag.head:
        seen = f"Kafka has position {lag.position}, the log only {lag.head}"
        return Finding("relay", Health.BROKEN, seen, "The topics belong to another log; see operations.")
    if lag.seconds > LAG_TO_WATCH:
        return Finding("relay", Health.WATCH, f"{seen}, for {lag.seconds:.0f} s", "Check that a relay runs.")
    return Finding("relay", Health.WELL, seen)
