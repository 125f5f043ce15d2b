"""The tree in the database is that of the definition, whatever the steps in which it grew."""

from tests.events.evidence.conftest import LEDGER, ORIGIN, Scene

from quorate_events.evidence.checkpoint import Checkpoint
from quorate_events.evidence.entry import entry_of
from quorate_events.evidence.hashing import tree_root
from quorate_events.evidence.pages import read_leaves
from quorate_events.evidence.proofs import consistency_parts, inclusion_parts, is_consistent, is_included
from quorate_events.evidence.sealing import Sealing
from quorate_events.evidence.signing_key import open_signing_key
from quorate_events.evidence.tree_store import evidence_sql, read_proof, read_root


async def _leaves(scene: Scene) -> list[bytes]:
    async with scene.projector() as connection:
        rows = await connection.fetch(evidence_sql("select_rows"), LEDGER, 0, scene.written, None)
    return [entry_of(LEDGER, *row).leaf for row in rows]


async def test_every_checkpoint_has_the_root_over_what_was_written(scene: Scene) -> None:
    for count in (1, 2, 5, 247, 1, 1, 3, 300):
        await scene.write(count)
        checkpoint = await scene.seal()
        assert checkpoint == Checkpoint(ORIGIN, scene.written, tree_root(await _leaves(scene)))
    leaves = await _leaves(scene)
    async with scene.projector() as connection:
        stored = await read_leaves(connection, LEDGER, 0, scene.written)
        assert stored == dict(enumerate(leaves, 1))
        for size in (1, 3, 8, 255, 256, 257, 512, scene.written):
            assert await read_root(connection, LEDGER, size) == tree_root(leaves[:size])


async def test_proofs_are_read_from_the_tiles(scene: Scene) -> None:
    await scene.write(600)
    root = (await scene.seal()).root
    leaves = await _leaves(scene)
    async with scene.projector() as connection:
        for index in (0, 1, 255, 256, 511, 512, 599):
            proof = await read_proof(connection, LEDGER, inclusion_parts(index, 600))
            assert is_included(index, 600, leaves[index], proof, root)
        for first in (1, 7, 255, 256, 257, 511, 599):
            proof = await read_proof(connection, LEDGER, consistency_parts(first, 600))
            assert is_consistent(first, 600, tree_root(leaves[:first]), root, proof)


async def test_nothing_new_is_not_signed_again(scene: Scene) -> None:
    await scene.write(3)
    await scene.seal()
    before = open_signing_key(scene.key).last()
    await scene.seal()
    assert open_signing_key(scene.key).last() == before
    async with scene.projector() as connection:
        assert await connection.fetchval("select count(*) from quorate.checkpoints") == 1


async def test_an_empty_log_is_not_signed(scene: Scene) -> None:
    async with scene.projector() as connection:
        sealing = await Sealing.take_over(connection, LEDGER, open_signing_key(scene.key))
        assert await sealing.step() == 0
    assert open_signing_key(scene.key).last() is None


async def test_what_was_signed_and_lost_on_the_way_is_put_back(scene: Scene) -> None:
    """The process was killed after it had signed, and before the database had it."""
    await scene.write(300)
    await scene.seal()
    await scene.write(5)
    leaves = await _leaves(scene)
    open_signing_key(scene.key).sign(305, tree_root(leaves))
    await scene.write(2)
    assert (await scene.seal()).size == 307
    async with scene.projector() as connection:
        sizes = await connection.fetch("select size from quorate.checkpoints order by 1")
    assert [row["size"] for row in sizes] == [300, 305, 307]
    assert (await scene.verify()).differences == ()
