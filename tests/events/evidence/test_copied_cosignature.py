"""A cosignature of a witness says something of one checkpoint only, whichever it is put beside."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest
import pytest_asyncio
from tests.events.evidence.conftest import LEDGER, ORIGIN, Scene
from tests.events.evidence.test_tampering import places

from quorate_events.access.purpose import Purpose
from quorate_events.evidence.cosignature import cosign, has_cosigned
from quorate_events.evidence.desk import EvidenceDesk
from quorate_events.evidence.findings import Kind
from quorate_events.evidence.key_file import new_key
from quorate_events.evidence.note import Kind as KeyKind
from quorate_events.evidence.note import read_note
from quorate_events.evidence.signing_key import open_signing_key
from quorate_events.evidence.trust import TrustedKeys
from quorate_events.evidence.verify import verify_ledger
from quorate_events.store.connections import close_pool, open_pool

WITNESS = new_key("witness.example/police", KeyKind.COSIGNATURE).signer
COPIED = (
    "insert into quorate.cosignatures select ledger, origin, 20, witness, key_id, line, cosigned_at "
    "from quorate.cosignatures where size = 10"
)


@pytest_asyncio.fixture
async def desk(scene: Scene) -> AsyncIterator[EvidenceDesk]:
    """Two checkpoints, over 10 and 20; the witness cosigned the first."""
    pool = await open_pool(scene.database.app_dsn, max_size=1, purpose=Purpose.EVIDENCE)
    desk = EvidenceDesk(pool, LEDGER, [WITNESS.verifier])
    for _ in range(2):
        await scene.write(10)
        await scene.seal()
    first = await desk.checkpoint(10)
    assert first is not None
    note = read_note(first.note)
    at = datetime(2026, 3, 2, tzinfo=UTC)
    await desk.cosign(note.with_signatures([cosign(WITNESS, note.text, at)]).encode())
    yield desk
    await close_pool(pool)


async def found(scene: Scene) -> list[tuple[Kind, int, int]]:
    """Verify as somebody who knows the witness's key."""
    keys = TrustedKeys(open_signing_key(scene.key).signer.verifier)
    async with scene.projector() as connection:
        return places(await verify_ledger(connection, LEDGER, keys, witnesses=[WITNESS.verifier]))


async def test_one_that_was_copied_to_another_checkpoint_is_found_by_whoever_knows_the_witness(
    scene: Scene, desk: EvidenceDesk
) -> None:
    assert await found(scene) == []
    await scene.attack(COPIED)
    assert await found(scene) == [(Kind.FORGED_COSIGNATURE, 20, 20)]


@pytest.mark.parametrize(
    "attack",
    [COPIED, f"{COPIED}; update quorate.cosignatures set ledger = 'elsewhere' where size = 20"],
    ids=["as it is", "with the name of another ledger"],
)
async def test_it_is_not_handed_out_with_the_other(scene: Scene, desk: EvidenceDesk, attack: str) -> None:
    await scene.attack(attack)
    shown = await desk.checkpoint(20)
    assert shown is not None
    assert (shown.origin, shown.cosignatures) == (ORIGIN, 0)
    assert not has_cosigned(WITNESS.verifier, read_note(shown.note))
    assert len(read_note(shown.note).signatures) == 1
