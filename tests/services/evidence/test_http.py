"""Checkpoints, tiles and entry bundles over HTTP, checked with nothing but what was handed out."""

import asyncio
import struct

import pytest
from tests.services.evidence.conftest import ORIGIN, Evidence
from tests.support.access_scene import ACTORS
from tests.support.folding import see_everything

from quorate_events.evidence.checkpoint import read_checkpoint
from quorate_events.evidence.hashing import leaf_hash, tree_root
from quorate_events.evidence.note import read_key, read_note
from quorate_events.evidence.tiles import Tile, address, width_at
from quorate_events.evidence.tree_store import split
from quorate_events.evidence.trust import TrustedKeys
from quorate_services.postgres.roles import Role

AUDITORS = {"auditor", "data protection officer"}


async def test_the_checkpoint_is_signed_and_its_tiles_have_its_root(evidence: Evidence) -> None:
    answer = await evidence.get("/checkpoint", "stranger")
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    told = TrustedKeys(read_key(evidence.log_key)).checkpoint(answer.text)
    assert told is not None
    assert told.origin == ORIGIN
    leaves = []
    for number in range(-(-told.size // 256)):
        tile = Tile(0, number, width_at(told.size, 0, number))
        answer = await evidence.get(f"/tile/{address(tile)}", "stranger")
        assert answer.headers["Content-Type"] == "application/octet-stream"
        leaves += split(answer.content)
    assert tree_root(leaves) == told.root


async def test_entries_hash_to_the_leaves_and_hold_no_stored_bytes(evidence: Evidence) -> None:
    size = read_checkpoint(read_note((await evidence.get("/checkpoint", "auditor")).text).text).size
    width = width_at(size, 0, 0)
    tile = Tile(0, 0, width)
    bundle = (await evidence.get(f"/tile/{address(tile, of_entries=True)}", "auditor")).content
    leaves = split((await evidence.get(f"/tile/{address(tile)}", "auditor")).content)
    hashes, at = [], 0
    while at < len(bundle):
        (length,) = struct.unpack_from(">H", bundle, at)
        hashes.append(leaf_hash(bundle[at + 2 : at + 2 + length]))
        at += 2 + length
    assert hashes == leaves
    owner = await see_everything(evidence.wiring.connections.dsn(Role.OWNER))
    states = await owner.fetch("select state from quorate.stored_events")
    await owner.close()
    assert not [row["state"] for row in states if row["state"] in bundle]


@pytest.mark.parametrize("actor", ACTORS)
async def test_entries_are_for_auditors_and_checkpoints_for_every_member(
    evidence: Evidence, actor: str
) -> None:
    size = (await evidence.office.evidence.checkpoint()).size  # type: ignore[union-attr]
    path = address(Tile(0, 0, width_at(size, 0, 0)), of_entries=True)
    assert (await evidence.get(f"/tile/{path}", actor)).status_code == (200 if actor in AUDITORS else 403)
    for open_to_all in ("/checkpoint", f"/checkpoint/{size}", "/key-statements"):
        assert (await evidence.get(open_to_all, actor)).status_code == 200


@pytest.mark.parametrize(
    "path", ["/checkpoint", "/checkpoint/1", "/key-statements", "/tile/0/000", "/tile/entries/000"]
)
async def test_nobody_unidentified_is_handed_anything(evidence: Evidence, path: str) -> None:
    answer = await evidence.get(path, None)
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"] == "Bearer"
    assert answer.json()["errors"][0]["extensions"]["code"] == "not_identified"


async def test_reading_entries_is_a_look_and_so_is_being_refused(evidence: Evidence) -> None:
    size = (await evidence.office.evidence.checkpoint()).size  # type: ignore[union-attr]
    path = f"/tile/{address(Tile(0, 0, width_at(size, 0, 0)), of_entries=True)}"
    await evidence.get(path, "auditor")
    await evidence.get(path, "stranger")
    while evidence.office.looks.waiting:  # noqa: ASYNC110 - the book has no event to wait for
        await asyncio.sleep(0.02)
    owner = await see_everything(evidence.wiring.connections.dsn(Role.OWNER))
    looks = await owner.fetch(
        "select practitioner_id, ground, refused from quorate.looks where what = 'entries'"
    )
    await owner.close()
    told = {tuple(row) for row in looks}
    assert (ACTORS["auditor"].practitioner_id, "duty", None) in told
    assert (ACTORS["stranger"].practitioner_id, None, "no_duty") in told


@pytest.mark.parametrize(
    "path",
    [
        "/tile/0/999", "/tile/0/000", "/tile/0/0", "/tile/64/000", "/tile/0/x000/001", "/tile/0/000.p/0",
        "/tile/0/000.p/256", "/tile/0/000.p/255", "/tile/00/000", "/tile/entries/001", "/tile/entries/000.p/255",
        "/tile/9/000.p/1", "/checkpoint/999999", "/tile/", "/tile/0/..%2f000",
    ],
)  # fmt: skip
async def test_what_is_not_there_is_not_found(evidence: Evidence, path: str) -> None:
    assert (await evidence.office.evidence.checkpoint()).size < 255  # type: ignore[union-attr]
    assert (await evidence.get(path, "auditor")).status_code == 404


async def test_proofs_are_answered_by_graphql(evidence: Evidence) -> None:
    document = """{ checkpoint { origin size rootHash note }
        inclusionProof(position: 3) { position leafHash hashes checkpoint { size } }
        early: inclusionProof(position: 3, size: 2) { position }
        late: inclusionProof(position: 99999) { position }
        consistencyProof(from: 2, to: 5) { fromSize toSize hashes }
        none: consistencyProof(from: 0, to: 5) { hashes } }"""
    async with evidence.http("stranger") as http:
        told = (await http.post("/graphql", json={"query": document})).json()["data"]
    assert told["checkpoint"]["origin"] == ORIGIN
    assert told["inclusionProof"]["checkpoint"]["size"] == told["checkpoint"]["size"]
    assert told["consistencyProof"]["hashes"]
    assert told["early"] is told["late"] is told["none"] is None


async def test_what_stands_among_the_cosignatures_and_is_none_is_not_handed_out(evidence: Evidence) -> None:
    owner = await see_everything(evidence.wiring.connections.dsn(Role.OWNER))
    await owner.execute(
        "insert into quorate.cosignatures (ledger, origin, size, witness, key_id, line, cosigned_at) "
        "select ledger, origin, size, 'nobody', 'abcd', 'garbage', now() from quorate.checkpoints "
        "order by size desc limit 1"
    )
    await owner.close()
    answer = await evidence.get("/checkpoint", "stranger")
    assert answer.status_code == 200
    assert "garbage" not in answer.text
    assert TrustedKeys(read_key(evidence.log_key)).checkpoint(answer.text) is not None
