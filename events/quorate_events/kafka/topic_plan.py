"""What must change so that Kafka has the topics that are declared, and what cannot be changed."""

from collections.abc import Mapping, Sequence
from enum import StrEnum

import msgspec

from quorate_events.errors import QuorateError
from quorate_events.kafka.ports import Admin, TopicState
from quorate_events.kafka.topics import Topic


class Step(StrEnum):
    """What is done about one topic."""

    NOTHING = "nothing"
    CREATE = "create"
    CONFIGURE = "configure"
    ADD_PARTITIONS = "add_partitions"
    REFUSED = "refused"


class Planned(msgspec.Struct, frozen=True):
    """One topic of a plan: how it is, how it should be, and what is done about it.

    ``actual`` is None where there is no such topic. ``why`` says in words what differs.
    """

    wanted: TopicState
    actual: TopicState | None
    step: Step
    why: str
    advice: str = ""


class TopicPartitionsFixed(QuorateError):
    """A topic has another number of partitions than is declared, and it cannot be changed."""

    code = "topic_partitions_fixed"
    hint = (
        "Declare {actual} partitions; or publish anew: stop relay and projectors, delete the topic, apply, start "
        "them."
    )


async def plan(admin: Admin, topics: Mapping[str, Topic], replication: int) -> Sequence[Planned]:
    """Compare what is declared with what Kafka has. Changes nothing."""
    actual = await admin.topics([topic.name for topic in topics.values()])
    return [_planned(topic, topic.wanted(replication), actual.get(topic.name)) for topic in topics.values()]


async def apply(admin: Admin, planned: Sequence[Planned]) -> None:
    """Carry a plan out. Raises TopicPartitionsFixed before anything is changed, when part of it is refused."""
    for each in planned:
        if each.step is Step.REFUSED:
            raise TopicPartitionsFixed(f"{each.wanted.name}: {each.why}.", each.advice)
    for each in planned:
        name = each.wanted.name
        if each.step is Step.CREATE:
            await admin.create(each.wanted)
            continue
        if each.step is Step.ADD_PARTITIONS:
            await admin.add_partitions(name, each.wanted.partitions)
        if each.step in (Step.CONFIGURE, Step.ADD_PARTITIONS):
            await admin.configure(name, each.wanted.settings)


def _planned(topic: Topic, wanted: TopicState, actual: TopicState | None) -> Planned:
    if actual is None:
        return Planned(wanted, None, Step.CREATE, f"missing; {wanted.partitions} partitions")
    has, should = actual.partitions, wanted.partitions
    differs = f"has {has} partitions, declared are {should}"
    if has > should:
        why = f"{differs}; Kafka cannot take partitions away"
        return Planned(wanted, actual, Step.REFUSED, why, TopicPartitionsFixed.hint.format(actual=has))
    if has < should and topic.keyed:
        why = f"{differs}; with more, meetings would move between partitions and lose their order"
        return Planned(wanted, actual, Step.REFUSED, why, TopicPartitionsFixed.hint.format(actual=has))
    if has < should:
        return Planned(wanted, actual, Step.ADD_PARTITIONS, differs)
    changed = {name: value for name, value in wanted.settings.items() if actual.settings.get(name) != value}
    if changed:
        told = ", ".join(f"{name}={value}" for name, value in sorted(changed.items()))
        return Planned(wanted, actual, Step.CONFIGURE, f"to set: {told}")
    if actual.replication != wanted.replication:
        why = f"has {actual.replication} replicas, declared are {wanted.replication}"
        advice = "Move replicas with Kafka's own kafka-reassign-partitions."
        return Planned(wanted, actual, Step.NOTHING, why, advice)
    return Planned(wanted, actual, Step.NOTHING, "as declared")
