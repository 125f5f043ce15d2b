import uuid
from pathlib import Path

import pytest

from quorate_events.kafka.ports import Admin, TopicState
from quorate_events.kafka.topic_plan import Step, TopicPartitionsFixed, apply, plan
from quorate_events.kafka.topics import EVENTS, POSITIONS, Topic, TopicsUnreadable, declared


@pytest.fixture
def ledger() -> str:
    return f"t{uuid.uuid4().hex[:12]}"


def steps(planned: object) -> list[Step]:
    return [each.step for each in planned]  # type: ignore[attr-defined]


def test_the_release_declares_what_the_relay_needs() -> None:
    topics = declared("stoke")
    assert topics[EVENTS].name == "quorate.stoke.events"
    assert topics[EVENTS].wanted(3).settings["retention.ms"] == "-1"
    assert topics[EVENTS].wanted(3).settings["min.insync.replicas"] == "2"
    assert topics[POSITIONS].wanted(1).settings["cleanup.policy"] == "compact"
    assert topics[POSITIONS].wanted(1).settings["min.insync.replicas"] == "1"


def test_days_of_retention_become_milliseconds() -> None:
    topic = Topic("t", "x", 1, False, 7)
    assert topic.wanted(1).settings["retention.ms"] == str(7 * 24 * 3600 * 1000)


@pytest.mark.parametrize("text", ["nonsense", "", "[events]\nname = 1", '[events]\nname="a"\nmore=1'])
def test_a_file_that_makes_no_sense_is_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / "topics.toml"
    file.write_text(text)
    with pytest.raises(TopicsUnreadable):
        declared("stoke", file)


def test_two_topics_of_one_name_are_refused(tmp_path: Path) -> None:
    one = 'name = "same"\ncarries = ""\npartitions = 1\nkeyed = true\nretention = "last"\n'
    file = tmp_path / "topics.toml"
    file.write_text(f"[events]\n{one}[positions]\n{one}")
    with pytest.raises(TopicsUnreadable):
        declared("stoke", file)


async def test_applying_makes_what_is_declared_and_again_does_nothing(admin: Admin, ledger: str) -> None:
    topics = declared(ledger)
    first = await plan(admin, topics, 1)
    assert steps(first) == [Step.CREATE, Step.CREATE]
    await apply(admin, first)
    second = await plan(admin, topics, 1)
    assert steps(second) == [Step.NOTHING, Step.NOTHING]
    await apply(admin, second)


async def test_a_setting_that_differs_is_set(admin: Admin, ledger: str) -> None:
    topics = declared(ledger)
    await apply(admin, await plan(admin, topics, 1))
    name = topics[EVENTS].name
    await admin.configure(name, {"retention.ms": "5"})
    planned = await plan(admin, topics, 1)
    assert steps(planned) == [Step.CONFIGURE, Step.NOTHING]
    await apply(admin, planned)
    assert (await admin.topics([name]))[name].settings["retention.ms"] == "-1"


@pytest.mark.parametrize("partitions", [1, 14])
async def test_another_number_of_partitions_under_keyed_records_is_refused(
    admin: Admin, ledger: str, partitions: int
) -> None:
    topics = declared(ledger)
    name = topics[EVENTS].name
    await admin.create(TopicState(name, partitions, 1, {}))
    planned = await plan(admin, topics, 1)
    assert steps(planned) == [Step.REFUSED, Step.CREATE]
    with pytest.raises(TopicPartitionsFixed) as told:
        await apply(admin, planned)
    assert name in told.value.message
    assert f"Declare {partitions} partitions" in told.value.suggestion
    assert topics[POSITIONS].name not in await admin.topics([topics[POSITIONS].name])


async def test_partitions_are_added_where_order_does_not_matter(admin: Admin, ledger: str) -> None:
    topic = Topic(f"quorate.{ledger}.results", "x", 3, False, 7)
    await admin.create(TopicState(topic.name, 1, 1, {}))
    planned = await plan(admin, {"results": topic}, 1)
    assert steps(planned) == [Step.ADD_PARTITIONS]
    await apply(admin, planned)
    assert steps(await plan(admin, {"results": topic}, 1)) == [Step.NOTHING]
