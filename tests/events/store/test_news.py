from uuid import uuid4

from quorate_events.store import open_log
from quorate_events.store.announcer import Announcer
from quorate_events.store.append import Appended
from quorate_events.store.failures import StreamConflict
from quorate_events.store.news import News, Written, written

from .examples import append_of, stored

GROWN = Written("stoke", 3)


async def never_connect():
    raise ConnectionRefusedError


async def test_whoever_listens_in_this_process_is_told_before_any_notify_is_sent():
    news, told = News(), []
    announcer = Announcer(never_connect, news=news)
    with news.heard_by(told.append):
        announcer.announce(GROWN)
        announcer.announce(GROWN)
    assert told == [GROWN, GROWN]
    await announcer.close()


async def test_nobody_is_told_after_having_stopped_listening():
    news, told = News(), []
    with news.heard_by(told.append):
        pass
    news.tell(GROWN)
    assert told == []


def test_what_was_written_is_told_with_its_positions():
    stream = uuid4()
    first, second = append_of(stored(stream, 1), stored(stream, 2)), append_of(stored(uuid4(), 1))
    outcomes = [Appended(4, 5, b"", replayed=False), Appended(6, 6, b"", replayed=False)]
    assert written("stoke", [first, second], outcomes) == Written(
        "stoke", 6, [(4, first.events[0]), (5, first.events[1]), (6, second.events[0])]
    )


def test_of_a_command_carried_out_before_only_the_position_is_told():
    again = append_of(stored(uuid4(), 1))
    assert written("stoke", [again], [Appended(4, 4, b"", replayed=True)]) == Written("stoke", 4, [])


def test_nothing_is_told_of_what_was_refused():
    refused = append_of(stored(uuid4(), 1))
    assert written("stoke", [refused], [StreamConflict("moved on", "read again")]) is None


async def test_an_appender_tells_what_it_has_written(database, log):
    news, told = News(), []
    async with open_log(database.app_dsn, "stoke", log.codec, news=news) as telling:
        append = append_of(stored(uuid4(), 1), stored(uuid4(), 1))
        with news.heard_by(told.append):
            appended = await telling.appender.append(append)
    first = appended.first_position
    assert told == [Written("stoke", first + 1, [(first, append.events[0]), (first + 1, append.events[1])])]
