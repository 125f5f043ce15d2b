"""``quorate feeds``, and what topics and doctor say of feeds, as an operator runs them."""

import asyncio
import json
import os
import signal
import sys
import urllib.request
from pathlib import Path
from typing import Any, NamedTuple

from tests.support.agency_scene import POLICE_SYSTEM, Scene, environment, message
from tests.support.kafka import until
from tests.support.printed import next_line

from quorate_events.people.membership import SuspendMember
from quorate_services.feeds.inbox import InboxState
from quorate_services.feeds.metrics import FeedMetrics
from quorate_services.feeds.states import FeedState
from quorate_services.metrics_shown import shown_at
from quorate_services.postgres.roles import Role

OPERATIONS = Path(__file__).parents[3] / "docs" / "operations.md"


class Ran(NamedTuple):
    code: int
    document: Any
    said: str


async def started(scene: Scene, *command: str, **more: str) -> asyncio.subprocess.Process:
    given = {
        **environment(scene),
        "PATH": os.environ["PATH"],
        "QUORATE_DATABASE_URL": scene.wiring.connections.dsn(Role.OWNER),
        "QUORATE_KAFKA_REPLICATION": "1",
        **more,
    }
    return await asyncio.create_subprocess_exec(
        sys.executable, "-W", "ignore", "-m", "quorate_services.cli.main", *command,
        env=given, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip


async def quorate(scene: Scene, *command: str, **more: str) -> Ran:
    process = await started(scene, *command, "--json", **more)
    async with asyncio.timeout(120):
        out, said = await process.communicate()
    return Ran(process.returncode or 0, json.loads(out), said.decode())


def finding(ran: Ran, subject: str) -> dict[str, str]:
    (found,) = [each for each in ran.document["findings"] if each["subject"] == subject]
    return found


async def test_once_tells_and_answers_what_there_is_and_the_doctor_sees_it(scene: Scene) -> None:
    invitation = await scene.invite()
    body = {"meeting_id": scene.meeting_id, "invitation_id": invitation, "answer": "accepted"}
    await scene.post(
        message(scene.topics().inbox, "answer_invitation", body), message(scene.topics().inbox, "no_such", {})
    )
    late = await quorate(scene, "doctor")
    assert finding(late, "feed police")["seen"].endswith("messages of the agency not answered")
    assert finding(late, "feed rights")["health"] == "watch"
    ran = await quorate(scene, "feeds", "--once")
    assert (ran.code, ran.document["accepted"], ran.document["refused"]) == (0, 1, 1)
    assert ran.document["told"] > 10
    await scene.feed().run(once=True)
    assert finding(await quorate(scene, "doctor"), "feed police")["health"] == "well"
    await scene.do(SuspendMember(practitioner_id=POLICE_SYSTEM, reason="r"))
    assert finding(await quorate(scene, "doctor"), "feed police")["health"] == "broken"


async def test_it_runs_until_told_to_stop_and_shows_its_metrics(scene: Scene) -> None:
    await scene.invite()
    process = await started(scene, "feeds", QUORATE_METRICS_PORT="0")
    assert process.stdout is not None
    try:
        address = ""
        async with asyncio.timeout(60):
            while not address:
                address = (await next_line(process.stdout)).partition("Metrics at ")[2].rstrip(".")

        def shown() -> bool:
            text = urllib.request.urlopen(address).read().decode()
            return f'quorate_feed_records_total{{agency="police",ledger="{scene.wiring.ledger}"}}' in text

        await until(shown)
        process.send_signal(signal.SIGTERM)
        async with asyncio.timeout(30):
            assert await process.wait() == 0
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


async def test_without_feeds_it_says_what_is_missing(scene: Scene) -> None:
    ran = await quorate(scene, "feeds", "--once", QUORATE_KAFKA_FEEDS=os.devnull)
    assert (ran.code, ran.document["code"]) == (1, "no_feeds")


async def test_topics_shows_the_agencies_topics_and_that_nothing_guards_them(scene: Scene) -> None:
    ran = await quorate(scene, "topics")
    assert ran.code == 0
    names = {each["wanted"]["name"] for each in ran.document["topics"]}
    assert set(scene.topics("school")) < names
    assert ran.document["rights"]["enforced"] is False
    assert "no authoriser" in ran.said


def test_what_feeds_do_shows() -> None:
    metrics = FeedMetrics("stoke")
    metrics.show_feed("police", FeedState(position=5, head=9, told=2))
    metrics.show_feed("police", FeedState(position=7, head=9, told=5, halted=1, failing="kafka_unavailable"))
    metrics.show_inbox("police", InboxState(accepted=1, refused=2, waiting=3))
    with shown_at(metrics.registry, "127.0.0.1", 0) as port:
        shown = urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics").read().decode()
    for name, value in {
        "position": 7, "lag_events": 2, "halted_meetings": 1, "failing": 1, "records_total": 5,
        "messages_waiting": 3, "messages_failing": 0, "messages_accepted_total": 1,
        "messages_refused_total": 2,
    }.items():  # fmt: skip
        assert f'quorate_feed_{name}{{agency="police",ledger="stoke"}} {value}.0' in shown


def test_every_metric_is_in_the_operations_page() -> None:
    page = OPERATIONS.read_text("utf-8")
    families = [each for each in FeedMetrics("stoke").registry.collect() if each.type in ("gauge", "counter")]
    names = [each.name + ("_total" if each.type == "counter" else "") for each in families]
    assert [name for name in names if f"`{name}`" not in page] == []
    assert len(names) == 9
