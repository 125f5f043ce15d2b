"""Whoever has every right in the database can do anything to it, but not without being found out."""

from pathlib import Path
from uuid import uuid4

import pytest
import pytest_asyncio
from tests.events.evidence.attacks import ATTACKS, Attack
from tests.events.evidence.conftest import LEDGER, ORIGIN, Scene
from tests.events.evidence.forging import forge_tree, resign

from quorate_events.evidence.checkpoint import Checkpoint
from quorate_events.evidence.errors import LastSignedMissing, LedgerChanged, LedgerRolledBack
from quorate_events.evidence.findings import Kind, Report
from quorate_events.evidence.signing_key import create_signing_key, open_signing_key
from quorate_events.store.connections import Connection

CHANGE = "update quorate.stored_events set state = 'forged' where notification_id = 13"


@pytest_asyncio.fixture
async def sealed(scene: Scene) -> Scene:
    """Thirty events, with checkpoints over 10, 20 and 30."""
    for _ in range(3):
        await scene.write(10)
        await scene.seal()
    return scene


def places(report: Report) -> list[tuple[Kind, int, int]]:
    return [(each.kind, each.first_position, each.last_position) for each in report.differences]


async def test_what_nobody_touched_is_as_it_was_signed(sealed: Scene) -> None:
    await sealed.write(4)
    report = await sealed.verify()
    assert (report.events, report.sealed, report.checkpoints, report.differences) == (34, 30, 3, ())


@pytest.mark.parametrize("attack", ATTACKS.values(), ids=ATTACKS)
async def test_it_is_found_and_the_first_position_named(sealed: Scene, attack: Attack) -> None:
    await sealed.attack(*attack.statements)
    report = await sealed.verify()
    assert places(report)[0] == attack.place
    assert str(attack.first_position) in report.differences[0].sentence


@pytest.mark.parametrize("attack", ATTACKS.values(), ids=ATTACKS)
async def test_it_is_found_too_by_whoever_kept_a_checkpoint_and_nothing_else(
    sealed: Scene, attack: Attack
) -> None:
    kept = sealed.last
    await sealed.attack(*attack.statements)
    assert places(await sealed.verify([kept]))[0] == attack.place


@pytest.mark.parametrize(
    "change",
    [
        "update quorate.tree_hashes set hashes = set_byte(hashes, 3, get_byte(hashes, 3) # 1) where {}",
        "delete from quorate.tree_hashes where {}",
    ],
    ids=["changed", "taken out"],
)
async def test_a_hash_further_up_in_the_tree_of_which_proofs_are_made_is_compared_too(
    scene: Scene, change: str
) -> None:
    for count in (300, 300):
        await scene.write(count)
        await scene.seal()
    await scene.write(200)
    assert places(await scene.verify()) == []
    await scene.attack(change.format("level = 1 and first_number = 1"))
    assert places(await scene.verify()) == [(Kind.TREE_ALTERED, 257, 512)]


async def test_an_event_that_was_taken_out_before_it_was_signed_is_missed(sealed: Scene) -> None:
    await sealed.write(4)
    await sealed.attack("delete from quorate.stored_events where notification_id = 33")
    assert places(await sealed.verify()) == [(Kind.MISSING, 33, 33)]


async def test_a_tree_worked_out_anew_does_not_fit_the_checkpoints(sealed: Scene) -> None:
    async with sealed.almighty() as connection:
        await connection.execute(CHANGE)
        await forge_tree(connection, LEDGER)
    assert places(await sealed.verify()) == [(Kind.CHANGED, 11, 20)]


async def test_a_tree_worked_out_anew_and_signed_with_another_key_is_forged(
    sealed: Scene, tmp_path: Path
) -> None:
    other = create_signing_key(tmp_path / "other-key", ORIGIN)
    async with sealed.almighty() as connection:
        await connection.execute(CHANGE)
        await forge_tree(connection, LEDGER)
        await resign(connection, LEDGER, other)
    found = places(await sealed.verify())
    assert found[0] == (Kind.CHANGED, 1, 30)
    assert (Kind.FORGED_CHECKPOINT, 1, 10) in found
    # Even where nobody kept a checkpoint, the key is not the one that is trusted.
    assert (Kind.FORGED_CHECKPOINT, 1, 10) in places(await sealed.verify([]))


async def test_whoever_kept_a_checkpoint_finds_what_the_right_key_signed_anew(sealed: Scene) -> None:
    """The signing key is in the hands of the forger, and the file beside it too."""
    kept = sealed.last
    async with sealed.almighty() as connection:
        await connection.execute(CHANGE)
        await forge_tree(connection, LEDGER)
        await resign(connection, LEDGER, open_signing_key(sealed.key))
    assert places(await sealed.verify([])) == []
    assert places(await sealed.verify([kept])) == [(Kind.CHANGED, 21, 30)]


async def test_nothing_more_is_signed_after_a_rollback(sealed: Scene) -> None:
    await sealed.attack(*ATTACKS["the database is rolled back to an older one"].statements)
    with pytest.raises(LedgerRolledBack, match="over 30 events was signed, and the log has 20"):
        await sealed.seal()
    assert sealed.last.size == 30


async def test_nothing_more_is_signed_when_the_rolled_back_log_has_grown_again(sealed: Scene) -> None:
    await sealed.attack(*ATTACKS["the database is rolled back to an older one"].statements)
    async with sealed.almighty() as connection:
        for position in range(21, 36):
            await _append(connection, position)
    with pytest.raises(LedgerChanged, match="first 30 events"):
        await sealed.seal()


async def test_nothing_more_is_signed_over_a_tree_worked_out_anew(sealed: Scene) -> None:
    async with sealed.almighty() as connection:
        await connection.execute(CHANGE)
        await forge_tree(connection, LEDGER)
    with pytest.raises(LedgerChanged):
        await sealed.seal()


async def test_nothing_more_is_signed_when_the_checkpoints_are_gone(sealed: Scene) -> None:
    await sealed.attack(*ATTACKS["the checkpoints are deleted"].statements)
    with pytest.raises(LedgerChanged):
        await sealed.seal()


async def test_nothing_is_signed_by_a_key_that_does_not_know_what_it_signed(sealed: Scene) -> None:
    sealed.key.with_name("signing-key.last").unlink()
    with pytest.raises(LastSignedMissing):
        await sealed.seal()


async def test_a_checkpoint_of_another_size_kept_elsewhere_is_compared_as_well(sealed: Scene) -> None:
    forged = Checkpoint(ORIGIN, 17, b"\x01" * 32)
    assert places(await sealed.verify([forged, sealed.last])) == [(Kind.CHANGED, 11, 17)]


async def _append(connection: Connection, position: int) -> None:
    await connection.execute(
        "insert into quorate.stored_events (ledger, notification_id, originator_id, originator_version, topic, state,"
        " commit_id) values ('stoke', $1, $2, 1, 'quorate.test.stepped', 'later', $3)",
        position,
        uuid4(),
        uuid4(),
    )
