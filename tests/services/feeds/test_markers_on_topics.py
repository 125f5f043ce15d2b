"""Random histories with marks on a real log and a real broker: what stands on an agency's topic in the end."""

from uuid import uuid4

import pytest
from tests.graphql.access.withheld import allowed
from tests.services.feeds.test_markers import systems
from tests.support.agency_scene import QUICK
from tests.support.feeding import CODEC
from tests.support.history import AGENCIES
from tests.support.live_scene import StoppedClock, live
from tests.support.marked_history import Marked, Timed, marked_history

from quorate_events.access.actor import Actor
from quorate_events.kafka.access import KafkaAccess
from quorate_events.kafka.admin import KafkaAdmin
from quorate_events.kafka.feeds import AgencyFeed
from quorate_events.kafka.topic_plan import apply, plan
from quorate_events.kafka.topics import declared
from quorate_events.people.system_client import RegisterSystemClient
from quorate_graphql.office import Office
from quorate_services.feeds.feed import Feed
from quorate_services.feeds.topics import topics_of
from quorate_services.postgres.cluster import Cluster
from quorate_services.postgres.roles import Role


@pytest.mark.parametrize("seed", [3, 5])
async def test_no_topic_holds_what_the_policy_withholds(
    cluster: Cluster, migrated_template: str, kafka: KafkaAccess, seed: int
) -> None:
    history = marked_history(seed, kind=Timed)
    for agency_id, (name, _) in AGENCIES.items():
        client = systems()[name].practitioner_id
        register = RegisterSystemClient(practitioner_id=client, name="Records", agency_id=agency_id)
        super(Marked, history).do(register)
    database = f"fed_{uuid4().hex[:8]}"
    shown: set[str] = set()
    async with live(cluster, migrated_template, database, history) as (office, _):
        dsn = cluster.dsn(Role.PROJECTOR, database)
        for actor in systems().values():
            text = await _topic(dsn, kafka, office, actor, history)
            found = {mark for mark in history.markers if mark in text}
            may = allowed(history, actor)
            assert found <= may, [history.markers[each] for each in found - may]
            shown |= found
    assert len(shown) > 40


async def _topic(dsn: str, kafka: KafkaAccess, office: Office, actor: Actor, history: Marked) -> str:
    """Fill an agency's topic, and return all that stands on it."""
    feed = AgencyFeed(f"a{uuid4().hex[:12]}", actor.agency_id, actor.practitioner_id)
    topics = declared(office.ledger, agencies=[feed.name])
    names = topics_of(topics, feed)
    clock = StoppedClock()
    clock.moment = history.now
    admin = KafkaAdmin(kafka)
    try:
        own = {short: topic for short, topic in topics.items() if feed.name in short}
        await apply(admin, await plan(admin, own, 1))
        out = (names.feed, names.position)
        await Feed(feed, dsn, office.ledger, CODEC, kafka, out, clock, office.looks, pace=QUICK).run(
            once=True
        )
        ((partition, extent),) = (await admin.extents(names.feed)).items()
        records = await admin.read(partition, *extent)
    finally:
        await admin.close()
    return "\n".join(f"{each.key!r} {each.headers!r} {each.value!r}" for each in records)
