from quorate_events.store.announcer import Announcer
from quorate_events.store.news import News


async def never_connect():
    raise ConnectionRefusedError


async def test_whoever_listens_in_this_process_is_told_before_any_notify_is_sent():
    news, told = News(), []
    announcer = Announcer(never_connect, news=news)
    with news.heard_by(lambda: told.append("grown")):
        announcer.announce("stoke")
        announcer.announce("stoke")
    assert told == ["grown", "grown"]
    await announcer.close()


async def test_nobody_is_told_after_having_stopped_listening():
    news, told = News(), []
    with news.heard_by(lambda: told.append("grown")):
        pass
    news.tell()
    assert told == []
