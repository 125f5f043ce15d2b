"""A broker that is killed under feeds: they wait, and go on; nothing is told or carried out twice."""

import asyncio
import os
import signal
from pathlib import Path

from tests.conftest import Database
from tests.support.agency_scene import agency_scene, message
from tests.support.kafka import access_to, running_broker, until


async def test_a_broker_that_is_killed_is_waited_for(database: Database, tmp_path: Path) -> None:
    async with (
        running_broker() as broker,
        agency_scene(database, access_to(broker.bootstrap), tmp_path) as scene,
    ):
        invitation = await scene.invite()
        feed, inbox = scene.feed(), scene.inbox()
        async with scene.running(feed) as telling, scene.running(inbox) as taking:
            await until(lambda: feed.state.position and feed.state.position == feed.state.head)
            body = {"meeting_id": scene.meeting_id, "invitation_id": invitation, "answer": "accepted"}
            await scene.post(message(scene.topics().inbox, "answer_invitation", body, "before"))
            await until(lambda: inbox.state.accepted == 1)
            assert broker.pid is not None
            os.kill(broker.pid, signal.SIGKILL)
            await scene.open()
            await until(lambda: feed.state.failing and inbox.state.failing, 60)
            await broker.start()
            await until(lambda: not feed.state.failing and not inbox.state.failing, 90)
            await scene.post(
                message(scene.topics().inbox, "answer_invitation", body, "before"),
                message(scene.topics().inbox, "say_nothing_held", {"meeting_id": scene.meeting_id, "searched": "All"}),
            )  # fmt: skip
            async with asyncio.timeout(60):
                while len(await scene.replies()) < 3:  # noqa: ASYNC110 - nobody tells us
                    await asyncio.sleep(0.2)
            assert not telling.done()
            assert not taking.done()
        kinds = [kind for kind, _ in await scene.told()]
        assert [kinds.count(f"quorate.meeting.{each}") for each in (
            "convened", "agency_invited", "invitation_answered", "sitting_opened", "nothing_held",
        )] == [1] * 5  # fmt: skip
        # A reply that the broker had acknowledged and nobody saw is given again: then the first one is a replay, too.
        replies = await scene.replies()
        assert [each[1] == "before" for each in replies] == [True, True, False]
        assert [each[2]["replayed"] for each in replies[1:]] == [True, False]
