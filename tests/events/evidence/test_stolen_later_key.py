"""Whoever has a later key, and the database, cannot rewrite what the key before it signed."""

from collections.abc import Sequence

import pytest
import pytest_asyncio
from tests.events.evidence.conftest import LEDGER, ORIGIN, Scene
from tests.events.evidence.forging import forge_tree, resign
from tests.events.evidence.test_tampering import places

from quorate_events.evidence.checkpoint import Checkpoint
from quorate_events.evidence.findings import Kind, Report
from quorate_events.evidence.key_file import new_key
from quorate_events.evidence.note import VerifierKey
from quorate_events.evidence.signing_key import open_signing_key, restart_signing_key, rotate_signing_key
from quorate_events.evidence.statements import HANDED_OVER, KeyStatement
from quorate_events.evidence.tree_store import evidence_sql
from quorate_events.evidence.trust import TrustedKeys
from quorate_events.evidence.verify import verify_ledger
from quorate_services.verifier import quorate_verify


class Rotated:
    """Thirty events; ``first`` signed up to 10 and handed over, the key of the scene signed 20 and 30."""

    def __init__(self, scene: Scene, first: VerifierKey) -> None:
        self.scene, self.first = scene, first

    async def verify(self) -> Report:
        """Verify as somebody who wrote down the first key, and kept no checkpoint."""
        async with self.scene.projector() as connection:
            keys = TrustedKeys(self.first, await self.statements())
            return await verify_ledger(connection, LEDGER, keys)

    async def statements(self) -> Sequence[str]:
        async with self.scene.projector() as connection:
            rows = await connection.fetch(evidence_sql("select_statements"), LEDGER)
        return [row["note"] for row in rows]

    async def rewrite(self, *statements: str) -> None:
        """Change an event of the first key's time, and sign everything anew with the later key."""
        async with self.scene.almighty() as connection:
            for each in (
                "update quorate.stored_events set state = 'forged' where notification_id = 5",
                *statements,
            ):
                await connection.execute(each)
            await forge_tree(connection, LEDGER)
            await resign(connection, LEDGER, open_signing_key(self.scene.key))


@pytest_asyncio.fixture
async def rotated(scene: Scene) -> Rotated:
    await scene.write(10)
    await scene.seal()
    first = open_signing_key(scene.key).signer.verifier
    rotate_signing_key(scene.key)
    for _ in range(2):
        await scene.write(10)
        await scene.seal()
    return Rotated(scene, first)


@pytest.mark.parametrize(
    "removed",
    [(), ("delete from quorate.checkpoints where size = 10",)],
    ids=["signed anew", "taken out"],
)
async def test_what_a_key_signed_as_it_handed_over_is_compared_whatever_became_of_its_checkpoint(
    rotated: Rotated, removed: tuple[str, ...]
) -> None:
    assert places(await rotated.verify()) == []
    await rotated.rewrite(*removed)
    assert places(await rotated.verify())[0] == (Kind.CHANGED, 1, 10)


async def test_a_history_that_was_given_up_is_not_held_against_the_one_after_it(rotated: Rotated) -> None:
    """What the first key signed may be what was lost."""
    scene = rotated.scene
    restart_signing_key(scene.key, f"{ORIGIN}-2", "A restore lost the last day")
    await scene.attack(
        *(f"delete from quorate.{each}" for each in ("cosignatures", "checkpoints", "tree_hashes")),
        "delete from quorate.stored_events where notification_id > 4",
        "update quorate.ledger_head set position = 4",
    )
    await scene.seal()
    assert places(await rotated.verify()) == []


async def test_no_further_statement_lets_a_key_sign_what_was_before_its_time(rotated: Rotated) -> None:
    later, own = open_signing_key(rotated.scene.key).signer, new_key(ORIGIN).signer
    forged = KeyStatement(HANDED_OVER, own.verifier, later.verifier, None).signed(own, later).encode()
    note = Checkpoint(ORIGIN, 9, b"\x01" * 32).signed(later).encode()
    statements = [*await rotated.statements(), forged]
    assert TrustedKeys(rotated.first, statements).checkpoint(note) is None
    anchor = quorate_verify.read_key(rotated.first.encode())
    trusted = quorate_verify.handed_over({anchor: (0, None)}, statements)
    with pytest.raises(quorate_verify.Wrong):
        quorate_verify.trusted_checkpoint(note, trusted)
