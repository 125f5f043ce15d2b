"""News is fanned out in memory: a slow reader is told once, of everything, and holds nobody up."""

from uuid import UUID, uuid4

from quorate_graphql.changes import Change, Changes, Happened, News


def change(stream_id: UUID, position: int, *topics: str) -> Change:
    return Change(stream_id, position, frozenset(map(Happened, topics)))


def anything(_: Change) -> bool:
    return True


async def test_a_slow_reader_is_told_the_latest_position_and_all_kinds_at_once() -> None:
    changes, meeting = Changes(), uuid4()
    with changes.watch(anything) as watch:
        changes.publish([change(meeting, 1, "a"), change(meeting, 2, "b")])
        changes.publish([change(meeting, 3, "a")])
        assert await watch.next() == News((change(meeting, 3, "a", "b"),))


async def test_nothing_piles_up_however_slow_the_reader() -> None:
    changes, meeting = Changes(), uuid4()
    with changes.watch(anything) as watch:
        changes.publish(change(meeting, position, "a") for position in range(1, 10_001))
        assert await watch.next() == News((change(meeting, 10_000, "a"),))


async def test_a_box_that_overflows_is_emptied_and_says_so() -> None:
    changes = Changes(room=2)
    with changes.watch(anything) as watch:
        changes.publish(change(uuid4(), position, "a") for position in range(1, 4))
        assert await watch.next() == News((), missed=True)
        after = change(uuid4(), 4, "a")
        changes.publish([after])
        assert await watch.next() == News((after,))


async def test_each_reader_has_a_letter_box_of_its_own() -> None:
    changes, meeting = Changes(), uuid4()
    with changes.watch(anything) as first, changes.watch(anything) as second:
        changes.publish([change(meeting, 1, "a")])
        assert await first.next() == await second.next() == News((change(meeting, 1, "a"),))


async def test_a_reader_is_told_only_what_it_wants() -> None:
    changes, wanted = Changes(), uuid4()
    with changes.watch(lambda each: each.stream_id == wanted) as watch:
        changes.publish([change(uuid4(), 1, "a"), change(wanted, 2, "a")])
        assert await watch.next() == News((change(wanted, 2, "a"),))


async def test_who_waits_no_longer_than_that_finds_nothing() -> None:
    changes, meeting = Changes(), uuid4()
    with changes.watch(anything) as watch:
        assert await watch.next(seconds=0.001) == News(())
        changes.publish([change(meeting, 1, "a")])
        assert changes.waiting == 1
        assert await watch.next(seconds=10) == News((change(meeting, 1, "a"),))
    assert changes.waiting == 0


def test_who_stops_watching_is_forgotten() -> None:
    changes = Changes()
    with changes.watch(anything):
        assert changes.subscribers == 1
    assert changes.subscribers == 0
