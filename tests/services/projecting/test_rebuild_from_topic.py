"""A rebuild from the beginning of the topic gives what one from the log gives, whatever the topic lacks."""

from tests.services.projecting.conftest import Partnership

from quorate_events.kafka.cloudevents import from_record, to_record
from quorate_events.kafka.ports import Record
from quorate_events.kafka.producer import KafkaTransactionalProducer
from quorate_projections.engine.group.filling_topic import TopicFill
from quorate_services.composition import rebuild_views, rebuild_views_from_topic

Rows = dict[str, list[str]]


async def from_topic(partnership: Partnership) -> tuple[TopicFill, Rows]:
    read = await rebuild_views_from_topic(partnership.wiring, partnership.wiring.projections())
    return read, await partnership.rows()


async def from_log(partnership: Partnership) -> Rows:
    await rebuild_views(partnership.wiring, partnership.wiring.projections())
    return await partnership.rows()


async def published(partnership: Partnership) -> list[Record]:
    async with partnership.admin() as admin:
        extents = await admin.extents(partnership.topics[0])
        read = [each for place, extent in extents.items() for each in await admin.read(place, *extent)]
    return [to_record(from_record(each), partnership.topics[0]) for each in read]


async def head(partnership: Partnership) -> int:
    return await partnership.ask("select max(notification_id) from quorate.stored_events")


async def test_it_gives_what_the_log_gives(filled: Partnership) -> None:
    wanted = await from_log(filled)
    await filled.relay()
    read, rows = await from_topic(filled)
    assert rows == wanted
    assert sum(map(len, rows.values())) > 100
    assert (read.from_topic, read.from_log) == (await head(filled), 0)


async def test_what_is_not_published_yet_comes_from_the_log(filled: Partnership) -> None:
    wanted = await from_log(filled)
    read, rows = await from_topic(filled)
    assert rows == wanted
    assert (read.from_topic, read.from_log) == (0, await head(filled))


async def test_what_is_missing_in_the_middle_comes_from_the_log_and_strangers_are_left_out(
    filled: Partnership,
) -> None:
    wanted = await from_log(filled)
    await filled.relay()
    records = await published(filled)
    async with filled.admin() as admin:
        await admin.delete(filled.topics[0])
    await filled.apply_topics()
    kept = [each for number, each in enumerate(records) if number % 3]
    stranger = Record(filled.topics[0], b"key", b"no event", [])
    producer = KafkaTransactionalProducer(filled.access, "somebody", [filled.topics[0]])
    await producer.open()
    await producer.publish([*kept, stranger, *kept[:20]])
    await producer.close()
    read, rows = await from_topic(filled)
    assert rows == wanted
    assert (read.from_topic, read.from_log) == (len(kept), len(records) - len(kept))
