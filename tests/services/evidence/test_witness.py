"""A witness cosigns what goes on from what it saw, and nothing else."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import httpx2
import pytest
from tests.services.evidence.conftest import WITNESS, Evidence

from quorate_events.context import Recorder
from quorate_events.evidence.checkpoint import Checkpoint
from quorate_events.evidence.cosignature import has_cosigned
from quorate_events.evidence.key_file import new_key
from quorate_events.evidence.note import Kind, read_key, read_note
from quorate_events.evidence.signing_key import create_signing_key, open_signing_key, rotate_signing_key
from quorate_events.meetings.vocabulary import Sector
from quorate_events.people.agency import RegisterAgency
from quorate_services.witness import (
    LogUnreachable,
    StateUnreadable,
    Witness,
    WitnessLooksAlready,
    WitnessRefuses,
)

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)


async def grow(evidence: Evidence) -> Checkpoint:
    """Append an event, and sign."""
    command = RegisterAgency(agency_id=uuid4(), name="Another agency", sector=Sector.OTHER)
    await evidence.office.commands.execute(command, command_id=uuid4(), by=Recorder(uuid4(), uuid4()))
    return await evidence.seal()


def witness(evidence: Evidence, http: httpx2.AsyncClient, state: Path, log_key: str | None = None) -> Witness:
    return Witness(http, WITNESS, read_key(log_key or evidence.log_key), state)


async def test_it_cosigns_and_hands_in_and_the_log_shows_it(evidence: Evidence, tmp_path: Path) -> None:
    async with evidence.http("author's system") as http:
        first = await witness(evidence, http, tmp_path / "state").look(NOW)
        await witness(evidence, http, tmp_path / "state").hand_in(first)
        grown = await grow(evidence)
        second = await witness(evidence, http, tmp_path / "state").look(NOW)
        await witness(evidence, http, tmp_path / "state").hand_in(second)
    assert (first.before, second.before, second.size) == (0, first.size, grown.size)
    shown = read_note((await evidence.get("/checkpoint", "stranger")).text)
    assert has_cosigned(WITNESS.verifier, shown)
    older = read_note((await evidence.get(f"/checkpoint/{first.size}", "stranger")).text)
    assert has_cosigned(WITNESS.verifier, older)


async def test_a_cosignature_comes_in_once(evidence: Evidence, tmp_path: Path) -> None:
    async with evidence.http("author's coordinator") as http:
        seen = await witness(evidence, http, tmp_path / "state").look(NOW)
        for _ in range(3):
            await witness(evidence, http, tmp_path / "state").hand_in(seen)
    kept = await evidence.office.evidence.checkpoint(seen.size)
    assert kept is not None
    assert kept.cosignatures == 1


async def test_it_refuses_another_history(evidence: Evidence, tmp_path: Path) -> None:
    state = tmp_path / "state"
    now = await grow(evidence)
    forked = Checkpoint(now.origin, now.size - 1, b"\x07" * 32).signed(open_signing_key(evidence.key).signer)
    state.write_text(forked.encode())
    async with evidence.http("auditor") as http:
        with pytest.raises(WitnessRefuses, match=f"first {now.size - 1} events are not those"):
            await witness(evidence, http, state).look(NOW)
    assert state.read_text() == forked.encode()


async def test_of_two_runs_at_once_one_is_refused_so_that_two_histories_are_never_cosigned(
    evidence: Evidence, tmp_path: Path
) -> None:
    """The log holds the first run up until the second has begun, and shows each another history."""
    state, signer = tmp_path / "state", open_signing_key(evidence.key).signer
    both_ask = asyncio.Event()
    asked: list[Checkpoint] = []

    async def answer(request: httpx2.Request) -> httpx2.Response:
        if request.url.path == "/key-statements":
            return httpx2.Response(200, json=[])
        shown = Checkpoint(signer.name, 5, bytes([len(asked)]) * 32)
        asked.append(shown)
        if len(asked) == 2:
            both_ask.set()
        await asyncio.wait({asyncio.create_task(both_ask.wait())}, timeout=0.2)
        return httpx2.Response(200, text=shown.signed(signer).encode())

    http = httpx2.AsyncClient(base_url="https://quorate.example.org", transport=httpx2.MockTransport(answer))
    async with http:
        runs = (witness(evidence, http, state).look(NOW) for _ in range(2))
        ends = await asyncio.gather(*runs, return_exceptions=True)
    cosigned = [each for each in ends if not isinstance(each, BaseException)]
    assert len(cosigned) == 1
    assert any(isinstance(each, WitnessLooksAlready) for each in ends)


async def test_it_refuses_the_same_size_with_another_root(evidence: Evidence, tmp_path: Path) -> None:
    state = tmp_path / "state"
    now = await grow(evidence)
    state.write_text(Checkpoint(now.origin, now.size, b"\x07" * 32).signed(WITNESS).encode())
    async with evidence.http("auditor") as http:
        with pytest.raises(WitnessRefuses, match="another history"):
            await witness(evidence, http, state).look(NOW)


async def test_it_refuses_a_log_that_was_rolled_back(evidence: Evidence, tmp_path: Path) -> None:
    state = tmp_path / "state"
    now = await grow(evidence)
    state.write_text(Checkpoint(now.origin, now.size + 7, b"\x07" * 32).signed(WITNESS).encode())
    async with evidence.http("auditor") as http:
        with pytest.raises(WitnessRefuses, match=rf"shows {now.size} events, and showed {now.size + 7}"):
            await witness(evidence, http, state).look(NOW)


async def test_it_refuses_a_history_with_another_name(evidence: Evidence, tmp_path: Path) -> None:
    state = tmp_path / "state"
    state.write_text(Checkpoint("quorate.example/before", 3, b"\x07" * 32).signed(WITNESS).encode())
    async with evidence.http("auditor") as http:
        with pytest.raises(WitnessRefuses, match="begun anew"):
            await witness(evidence, http, state).look(NOW)


async def test_it_refuses_a_checkpoint_that_another_key_signed(evidence: Evidence, tmp_path: Path) -> None:
    other = create_signing_key(tmp_path / "other", evidence.office.ledger).signer.verifier.encode()
    async with evidence.http("auditor") as http:
        with pytest.raises(WitnessRefuses, match="not signed by the log's key"):
            await witness(evidence, http, tmp_path / "state", other).look(NOW)
    assert not (tmp_path / "state").exists()


async def test_a_witness_that_is_not_listed_is_not_taken(evidence: Evidence, tmp_path: Path) -> None:
    stranger = new_key("witness.example/nobody", Kind.COSIGNATURE).signer
    async with evidence.http("auditor") as http:
        unlisted = Witness(http, stranger, read_key(evidence.log_key), tmp_path / "state")
        with pytest.raises(WitnessRefuses, match="not listed"):
            await unlisted.hand_in(await unlisted.look(NOW))


async def test_a_member_without_the_duty_hands_nothing_in(evidence: Evidence, tmp_path: Path) -> None:
    async with evidence.http("stranger") as http:
        seen = await witness(evidence, http, tmp_path / "state").look(NOW)
        answer = await http.post("/checkpoint/cosignatures", content=seen.note.encode())
    assert (answer.status_code, answer.json()["errors"][0]["extensions"]["code"]) == (403, "no_duty")


@pytest.mark.parametrize("body", [b"", b"nonsense", b"\xff\xfe", b"a\n1\nAAAA\n\n", b"x" * 70_000])
async def test_what_is_no_cosignature_is_refused(evidence: Evidence, body: bytes) -> None:
    async with evidence.http("auditor") as http:
        answer = await http.post("/checkpoint/cosignatures", content=body)
    assert answer.status_code in (400, 413)


async def test_without_a_sign_in_or_a_log_it_says_so(evidence: Evidence, tmp_path: Path) -> None:
    async with evidence.http() as http:
        with pytest.raises(LogUnreachable):
            await witness(evidence, http, tmp_path / "state").look(NOW)
    async with httpx2.AsyncClient(base_url="http://127.0.0.1:9") as nowhere:
        with pytest.raises(LogUnreachable):
            await witness(evidence, nowhere, tmp_path / "state").look(NOW)


async def test_a_state_that_is_none_is_not_written_over(evidence: Evidence, tmp_path: Path) -> None:
    (tmp_path / "state").write_text("something else")
    async with evidence.http("auditor") as http:
        with pytest.raises(StateUnreadable):
            await witness(evidence, http, tmp_path / "state").look(NOW)
    assert (tmp_path / "state").read_text() == "something else"


async def test_it_goes_along_with_a_key_that_was_handed_over(evidence: Evidence, tmp_path: Path) -> None:
    before = evidence.log_key
    async with evidence.http("auditor") as http:
        first = await witness(evidence, http, tmp_path / "state", before).look(NOW)
        await asyncio.to_thread(rotate_signing_key, evidence.key)
        grown = await grow(evidence)
        second = await witness(evidence, http, tmp_path / "state", before).look(NOW)
    assert evidence.log_key != before
    assert (second.before, second.size) == (first.size, grown.size)
