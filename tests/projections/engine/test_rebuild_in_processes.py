import multiprocessing
import os
import signal
from uuid import uuid4

import pytest

from quorate_projections.engine.writer import TableWriter


@pytest.fixture
async def streams(house):
    """Twenty boxes, whose events come in turns."""
    streams = [uuid4() for _ in range(20)]
    for _ in range(5):
        await house.append(*(house.put(stream) for stream in streams))
    return streams


@pytest.fixture
def rebuilder(house):
    return house.rebuilder_with(run=10, processes=2)


def whole(streams):
    return sorted((stream, "book", 5) for stream in streams)


async def test_processes_build_what_one_process_builds(house, boxes, lids, rebuilder, streams):
    await house.append(house.paint(streams[0]), house.take(streams[1], "atlas"))
    await house.rebuilder.rebuild_all([boxes, lids])
    alone = await house.views(), await house.query("select * from lids.lid")
    told = []
    await rebuilder.rebuild_all([boxes, lids], told.append)
    assert (await house.views(), await house.query("select * from lids.lid")) == alone
    assert (told[-1].done, told[-1].total) == (102, 102)
    assert len(told) == 10


async def test_streams_are_folded_in_other_processes_only_where_there_are_many(
    house, boxes, streams, monkeypatch
):
    folding = set()
    rows = type(boxes).rows

    def noted(self, stream_id, state):
        folding.add(os.getpid())
        return rows(self, stream_id, state)

    monkeypatch.setattr(type(boxes), "rows", noted)
    await house.rebuilder_with(run=10, processes=2).rebuild(boxes)
    assert folding == set()
    await house.rebuilder_with(run=50, processes=2).rebuild(boxes)
    assert folding == {os.getpid()}


async def test_what_fails_in_a_process_fails_the_rebuild_and_it_can_be_begun_again(
    house, boxes, rebuilder, streams, monkeypatch
):
    async def failing(self, connection, rows):
        raise LookupError("no rows today")

    with monkeypatch.context() as patched:
        patched.setattr(TableWriter, "copy", failing)
        with pytest.raises(LookupError, match="no rows today"):
            await rebuilder.rebuild(boxes)
    assert multiprocessing.active_children() == []
    await rebuilder.rebuild(boxes)
    assert (await house.views())["thing"] == whole(streams)


async def test_a_process_that_is_killed_fails_the_rebuild(house, boxes, rebuilder, streams, monkeypatch):
    def killed(self, stream_id, state):
        assert multiprocessing.parent_process() is not None
        os.kill(os.getpid(), signal.SIGKILL)

    with monkeypatch.context() as patched:
        patched.setattr(type(boxes), "rows", killed)
        with pytest.raises(RuntimeError, match="ended with -9"):
            await rebuilder.rebuild(boxes)
    await rebuilder.rebuild(boxes)
    assert (await house.views())["thing"] == whole(streams)


async def test_a_rebuild_that_is_broken_off_ends_its_processes(house, boxes, rebuilder, streams):
    class PowerCut(Exception):
        pass

    def cut(progress):
        raise PowerCut

    with pytest.raises(PowerCut):
        await rebuilder.rebuild(boxes, cut)
    assert multiprocessing.active_children() == []
    await rebuilder.rebuild(boxes)
    assert (await house.views())["thing"] == whole(streams)
