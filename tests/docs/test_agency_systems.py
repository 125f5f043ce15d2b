"""The sample programs for an agency's own system run as printed."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from tests.conftest import Database
from tests.docs.printed import DOCS, blocks
from tests.support.agency_scene import Scene, agency_scene
from tests.support.history import POLICE
from tests.support.printed import next_line

from quorate_events.kafka.access import KafkaAccess

GUIDE = DOCS / "guides" / "agency-systems.md"
PROGRAMS = {block.info["file"]: block.text for block in blocks(GUIDE) if block.language == "python"}
PRINTED = next(block.text for block in blocks(GUIDE) if block.language == "text")


@asynccontextmanager
async def running(folder: Path, program: str, scene: Scene) -> AsyncIterator[asyncio.StreamReader]:
    """Run a program as the police's own system would; gives what it prints."""
    given = {
        "PATH": os.environ["PATH"],
        "KAFKA_BOOTSTRAP": scene.access.bootstrap,
        "AGENCY_TOPICS": scene.topics().feed.removesuffix(".events"),
        "AGENCY_ID": str(POLICE),
    }
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-W", "ignore", program, cwd=folder, env=given, stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    try:
        yield process.stdout
    finally:
        if process.returncode is None:
            process.send_signal(signal.SIGTERM)
        await process.wait()


async def test_an_agency_follows_and_answers_by_the_printed_programs(
    database: Database, kafka: KafkaAccess, tmp_path: Path
) -> None:
    async with agency_scene(database, kafka, tmp_path) as scene:
        await _follow_and_answer(scene, tmp_path)


async def _follow_and_answer(scene: Scene, tmp_path: Path) -> None:
    folder = tmp_path / "cases"
    folder.mkdir()
    for name, text in PROGRAMS.items():
        (folder / name).write_text(text)
    feed, inbox = scene.feed(), scene.inbox()
    async with (
        asyncio.timeout(90),
        scene.running(feed),
        scene.running(inbox),
        running(folder, "follow.py", scene) as printed,
    ):
        await scene.invite()
        told = []
        while f"quorate.meeting.agency_invited {scene.meeting_id}" not in told:
            told.append(await next_line(printed))
        assert f"quorate.meeting.convened {scene.meeting_id}" in told
        for _ in range(2):
            # The second time is the same: nothing takes effect twice.
            async with running(folder, "answer.py", scene) as answered:
                lines = (await answered.read()).decode().splitlines()
            assert [line.strip() for line in lines] == PRINTED.splitlines()
        while f"quorate.meeting.nothing_held {scene.meeting_id}" not in told:
            told.append(await next_line(printed))
    assert len(told) == len(set(told))
    kinds = [kind for kind, _ in await scene.told()]
    assert kinds.count("quorate.meeting.invitation_answered") == 1
