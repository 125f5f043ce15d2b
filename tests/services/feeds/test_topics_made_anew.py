"""An agency's topics that are deleted and made anew, also while everything runs: nothing is left out or skipped."""

from collections.abc import Sequence

from tests.support.agency_scene import Scene, message
from tests.support.history import POLICE
from tests.support.kafka import until

from quorate_events.kafka.ports import Record
from quorate_events.meetings.values import Part
from quorate_events.meetings.vocabulary import PartHeading
from quorate_services.feeds.replies import REFUSED
from quorate_services.kafka_health import examine_kafka


async def made_anew(scene: Scene, topic: str) -> None:
    async with scene.admin() as admin:
        await admin.delete(topic)
    await scene.apply_topics()


async def kinds(scene: Scene) -> Sequence[str]:
    """What an agency's topic holds, without any feed's doing."""
    records = await scene.read(scene.topics().feed)
    return [dict(each.headers)["ce_type"].decode() for each in records]


async def doctor_of_police(scene: Scene) -> str:
    findings = await examine_kafka(scene.wiring, scene.access)
    return next(each.seen for each in findings if each.subject == "feed police")


def text() -> Part:
    return Part(heading=PartHeading.WORRIES, text="What we know.")


async def test_a_running_feed_fills_its_topic_again_with_all_that_the_agency_may_see(scene: Scene) -> None:
    await scene.invite()
    feed = scene.feed()
    async with scene.running(feed):
        await until(lambda: feed.state.position == feed.state.head > 0)
        before = await kinds(scene)
        await made_anew(scene, scene.topics().feed)
        await scene.share(POLICE, text())
        await until(lambda: feed.state.told > 2 * len(before))
    assert await kinds(scene) == [*before, "quorate.meeting.contribution_submitted"]


async def test_a_running_feed_fills_its_topic_again_while_nothing_happens(scene: Scene) -> None:
    await scene.invite()
    feed = scene.feed(look=0.1)
    async with scene.running(feed):
        await until(lambda: feed.state.position == feed.state.head > 0)
        before, told = await kinds(scene), feed.state.told
        await made_anew(scene, scene.topics().feed)
        await until(lambda: feed.state.told == 2 * told)
    assert await kinds(scene) == before


async def test_a_feed_that_begins_again_knows_its_topic_from_another_that_holds_something(
    scene: Scene,
) -> None:
    await scene.invite()
    before = await scene.told()
    await made_anew(scene, scene.topics().feed)
    # Somebody put records back by hand, or another cluster was joined: the position belongs to the one before.
    await scene.post(Record(scene.topics().feed, b"key", b"{}", [("ce_type", b"put.back")]))
    assert (await scene.told())[1:] == before


async def test_a_running_inbox_answers_every_message_of_a_topic_that_was_made_anew(scene: Scene) -> None:
    inbox = scene.inbox(look=0.1)
    topic = scene.topics().inbox
    async with scene.running(inbox):
        await scene.post(message(topic, "no_such", {}, "first"))
        await until(lambda: inbox.state.answered == 1)
        await made_anew(scene, topic)
        await scene.post(message(topic, "no_such", {}, "second"), message(topic, "no_such", {}, "third"))
        await until(lambda: inbox.state.answered >= 3)
    assert [each[:2] for each in await scene.replies()] == [
        (REFUSED, "first"),
        (REFUSED, "second"),
        (REFUSED, "third"),
    ]


async def test_an_inbox_that_begins_again_answers_from_the_first_message_of_another_topic(
    scene: Scene,
) -> None:
    topic = scene.topics().inbox
    await scene.post(message(topic, "no_such", {}, "first"))
    await scene.inbox().run(once=True)
    await made_anew(scene, topic)
    await scene.post(message(topic, "no_such", {}, "second"), message(topic, "no_such", {}, "third"))
    await scene.inbox().run(once=True)
    assert [identity for _, identity, _ in await scene.replies()] == ["first", "second", "third"]


async def test_the_doctor_sees_what_has_to_be_told_again_in_a_topic_that_was_made_anew(scene: Scene) -> None:
    feed = scene.feed()
    await feed.run(once=True)
    assert " 0 events behind" in await doctor_of_police(scene)
    await made_anew(scene, scene.topics().feed)
    assert f" {feed.state.position} events behind" in await doctor_of_police(scene)


async def test_the_doctor_sees_messages_in_a_topic_of_commands_that_was_made_anew(scene: Scene) -> None:
    topic = scene.topics().inbox
    await scene.post(*(message(topic, "no_such", {}) for _ in range(9)))
    await scene.inbox().run(once=True)
    await made_anew(scene, topic)
    await scene.post(message(topic, "no_such", {}))
    assert "messages of the agency not answered" in await doctor_of_police(scene)
