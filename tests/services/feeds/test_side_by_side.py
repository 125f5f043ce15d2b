"""What is wrong with one agency's feed leaves the others going."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from tests.support.agency_scene import Scene, message
from tests.support.kafka import until

from quorate_events.kafka.errors import KafkaTopicMissing
from quorate_events.tasks import end
from quorate_services.feeds.feed import Feed
from quorate_services.feeds.side_by_side import Runner, SideBySide


@asynccontextmanager
async def running(*runners: Runner, pause: float = 30.0) -> AsyncIterator["asyncio.Task[None]"]:
    together = SideBySide(runners, pause)
    task = asyncio.create_task(together.run())
    try:
        yield task
        together.stop()
        await task
    finally:
        await end(task)


async def without_the_schools_topic(scene: Scene) -> None:
    async with scene.admin() as admin:
        await admin.delete(scene.topics("school").feed)


def told_all(feed: Feed) -> bool:
    return feed.state.position == feed.state.head > 0


async def test_one_agency_is_told_and_answered_while_anothers_topic_is_missing(scene: Scene) -> None:
    await without_the_schools_topic(scene)
    await scene.invite()
    police, school, inbox = scene.feed(), scene.feed("school"), scene.inbox()
    async with running(school, police, inbox) as task:
        await until(lambda: school.state.failing == "kafka_topic_missing")
        await until(lambda: told_all(police))
        await scene.post(message(scene.topics().inbox, "no_such", {}))
        await until(lambda: inbox.state.answered == 1)
        assert not task.done()
    assert [kind for kind, _ in await scene.told()][-1] == "quorate.meeting.agency_invited"


async def test_what_was_put_right_goes_on_by_itself(scene: Scene) -> None:
    await without_the_schools_topic(scene)
    police, school = scene.feed(), scene.feed("school")
    async with running(school, police, pause=0.1):
        await until(lambda: school.state.failing == "kafka_topic_missing")
        await scene.apply_topics()
        await until(lambda: told_all(school))
        assert not school.state.failing


async def test_when_none_can_go_on_the_first_ones_error_is_raised(scene: Scene) -> None:
    async with scene.admin() as admin:
        await admin.delete(scene.topics().feed)
    await without_the_schools_topic(scene)
    with pytest.raises(KafkaTopicMissing):
        await SideBySide([scene.feed(), scene.feed("school")]).run()


async def test_once_tells_all_others_before_it_says_what_is_wrong(scene: Scene) -> None:
    await without_the_schools_topic(scene)
    await scene.invite()
    police = scene.feed()
    with pytest.raises(KafkaTopicMissing):
        await SideBySide([scene.feed("school"), police]).run(once=True)
    assert told_all(police)
    assert police.state.told


async def test_one_that_another_process_has_taken_over_stays_away_and_the_rest_go_on(scene: Scene) -> None:
    police, school, other = scene.feed(), scene.feed("school"), scene.feed()
    async with running(police, school, pause=0.05) as task:
        await until(lambda: told_all(police) and told_all(school))
        async with scene.running(other):
            await until(lambda: told_all(other))
            await scene.invite()
            await until(lambda: police.state.failing == "feed_fenced")
            await until(lambda: other.state.told and told_all(school))
            assert not task.done()
