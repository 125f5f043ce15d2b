"""What is exported is checked by the stand-alone verifier, taken away as one file and run without Quorate."""

import ast
import asyncio
import base64
import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import msgspec
import pytest
from tests.services.evidence.conftest import WITNESS, Evidence
from tests.services.evidence.test_witness import grow, witness
from tests.support.access_scene import ACTORS
from tests.support.folding import see_everything

from quorate_events.evidence.checkpoint import Checkpoint
from quorate_events.evidence.errors import NothingSigned
from quorate_events.evidence.key_file import new_key
from quorate_events.evidence.note import Kind
from quorate_events.evidence.signing_key import create_signing_key, open_signing_key, rotate_signing_key
from quorate_events.meetings.emergency import OpenedInEmergency
from quorate_events.meetings.errors import MeetingNotFound
from quorate_services.evidence_bundle import NoCheckpointThere, make_bundle
from quorate_services.postgres.roles import Role
from quorate_services.verifier import quorate_verify

SOURCE = Path(quorate_verify.__file__)
Document = dict[str, Any]


async def bundle_for(evidence: Evidence, actor: str, since: str | None = None) -> Document:
    made = await make_bundle(evidence.office, evidence.log, ACTORS[actor], evidence.meeting_id, since)
    told: Document = json.loads(msgspec.json.encode(made))
    return told


def run_alone(folder: Path, bundle: Document | str, *arguments: str) -> tuple[int, str]:
    """Run the one file in a folder of its own, with Python's isolated mode."""
    alone, file = folder / "quorate_verify.py", folder / "bundle.json"
    shutil.copy(SOURCE, alone)
    file.write_text(bundle if isinstance(bundle, str) else json.dumps(bundle))
    ran = subprocess.run(
        [sys.executable, "-I", str(alone), str(file), *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.stderr == ""
    return ran.returncode, ran.stdout


def test_it_needs_python_and_cryptography_and_nothing_else() -> None:
    tree = ast.parse(SOURCE.read_text("utf-8"))
    modules = {each.module for each in ast.walk(tree) if isinstance(each, ast.ImportFrom)}
    modules |= {name.name for each in ast.walk(tree) if isinstance(each, ast.Import) for name in each.names}
    others = {name.split(".")[0] for name in modules if name} - sys.stdlib_module_names
    assert others == {"cryptography"}


async def test_a_meeting_is_exported_and_verified_alone(evidence: Evidence, tmp_path: Path) -> None:
    async with evidence.http("auditor") as http:
        looking = witness(evidence, http, tmp_path / "state")
        await looking.hand_in(await looking.look(datetime(2026, 3, 2, tzinfo=UTC)))
    bundle = await bundle_for(evidence, "chair")
    code, said = run_alone(
        tmp_path, bundle, "--key", evidence.log_key, "--witness", WITNESS.verifier.encode(), "--json"
    )
    told = json.loads(said)
    assert code == 0, said
    assert (told["events"], told["withheld"], told["witnesses"]) == (len(bundle["events"]), 0, 1)
    assert told["events"] > 10


async def test_whoever_may_not_read_every_part_gets_the_hashes_only(
    evidence: Evidence, tmp_path: Path
) -> None:
    bundle = await bundle_for(evidence, "administrator")
    withheld = [each for each in bundle["events"] if each["bytes"] is None]
    assert withheld
    assert {each["topic"] for each in withheld} == {
        each["topic"]
        for each in bundle["events"]
        if ".contribution_submitted" in each["topic"]
        or ".part_" in each["topic"]
        or each["topic"] == OpenedInEmergency.TOPIC
    }
    # Who opened the record in an emergency, and why, is told to the chair.
    assert OpenedInEmergency.TOPIC in {each["topic"] for each in withheld}
    code, said = run_alone(tmp_path, bundle, "--key", evidence.log_key)
    assert code == 0
    assert f"The bytes of {len(withheld)} are not in the bundle." in said


@pytest.mark.parametrize("actor", [name for name in ACTORS if name not in ("chair", "administrator")])
async def test_nobody_else_is_given_a_bundle(evidence: Evidence, actor: str) -> None:
    with pytest.raises(MeetingNotFound):
        await bundle_for(evidence, actor)


async def test_a_meeting_that_does_not_exist_is_refused_alike(evidence: Evidence) -> None:
    with pytest.raises(MeetingNotFound):
        await make_bundle(evidence.office, evidence.log, ACTORS["chair"], UUID(int=0xDEAD))


async def test_an_export_is_a_look_and_so_is_a_refused_one(evidence: Evidence) -> None:
    await bundle_for(evidence, "administrator")
    with pytest.raises(MeetingNotFound):
        await bundle_for(evidence, "registrar")
    while evidence.office.looks.waiting:  # noqa: ASYNC110 - the book has no event to wait for
        await asyncio.sleep(0.02)
    owner = await see_everything(evidence.wiring.connections.dsn(Role.OWNER))
    rows = await owner.fetch(
        "select practitioner_id, ground, refused, meeting_id, child_ids <> '{}' as names_children "
        "from quorate.looks where what = 'export'"
    )
    await owner.close()
    told = {tuple(row) for row in rows}
    meeting = evidence.meeting_id
    assert (ACTORS["administrator"].practitioner_id, "convened", None, meeting, True) in told
    assert (ACTORS["registrar"].practitioner_id, None, "not_concerned", meeting, False) in told


def _flip(text: str) -> str:
    raw = bytearray(base64.b64decode(text))
    raw[0] ^= 1
    return base64.b64encode(raw).decode()


def _change(field: str, value: Callable[[Any], Any]) -> Callable[[Document], None]:
    def change(bundle: Document) -> None:
        bundle["events"][3][field] = value(bundle["events"][3][field])

    return change


def _swap(bundle: Document) -> None:
    events = bundle["events"]
    events[2]["bytes"], events[3]["bytes"] = events[3]["bytes"], events[2]["bytes"]


FORGERIES: dict[str, Callable[[Document], None]] = {
    "a byte of an event": _change("bytes", _flip),
    "the hash of the bytes": _change("sha256", lambda told: ("0" if told[0] != "0" else "1") + told[1:]),
    "the topic": _change("topic", lambda _: "quorate.meeting.something_else"),
    "the time": _change("recorded", lambda told: told + 1),
    "the command": _change("command", lambda _: str(UUID(int=5))),
    "the position": _change("position", lambda told: told + 1),
    "the version": _change("version", lambda told: told + 1),
    "a hash of the proof": _change("proof", lambda told: [_flip(told[0]), *told[1:]]),
    "the length of the proof": _change("proof", lambda told: told[:-1]),
    "bytes of two events": _swap,
    "an event in the middle is left out": lambda bundle: bundle["events"].pop(3),
    "all events are left out": lambda bundle: bundle["events"].clear(),
    "the ledger": lambda bundle: bundle.update(ledger="elsewhere"),
    "the size in the checkpoint": lambda bundle: bundle.update(
        checkpoint=bundle["checkpoint"].replace("\n", "\n9", 1)
    ),
}


@pytest.mark.parametrize("forgery", FORGERIES.values(), ids=FORGERIES)
async def test_what_was_forged_is_found(evidence: Evidence, tmp_path: Path, forgery: Any) -> None:
    bundle = await bundle_for(evidence, "chair")
    forgery(bundle)
    code, said = run_alone(tmp_path, bundle, "--key", evidence.log_key)
    assert code == 3, said
    assert said.startswith("Not as it was signed: ")


async def test_the_position_that_was_forged_is_named(evidence: Evidence, tmp_path: Path) -> None:
    bundle = await bundle_for(evidence, "chair")
    FORGERIES["a byte of an event"](bundle)
    _, said = run_alone(tmp_path, bundle, "--key", evidence.log_key)
    assert f"position {bundle['events'][3]['position']}:" in said


async def test_another_key_and_a_missing_witness_are_found(evidence: Evidence, tmp_path: Path) -> None:
    await grow(evidence)
    bundle = await bundle_for(evidence, "chair")
    other = create_signing_key(tmp_path / "other", "quorate.example/northbrook").signer.verifier.encode()
    assert run_alone(tmp_path, bundle, "--key", other)[0] == 3
    nobody = new_key("witness.example/nobody", Kind.COSIGNATURE).signer.verifier.encode()
    code, said = run_alone(tmp_path, bundle, "--key", evidence.log_key, "--witness", nobody)
    assert (code, "has not cosigned" in said) == (3, True)


async def test_an_earlier_checkpoint_shows_what_was_altered_since(evidence: Evidence, tmp_path: Path) -> None:
    earlier = open_signing_key(evidence.key).last()
    assert earlier is not None
    await grow(evidence)
    kept = tmp_path / "kept"
    bundle = await bundle_for(evidence, "chair", earlier.encode())
    arguments = ("--key", evidence.log_key, "--earlier", str(kept))
    kept.write_text(earlier.encode())
    assert run_alone(tmp_path, bundle, *arguments)[0] == 0
    without = await bundle_for(evidence, "chair")
    code, said = run_alone(tmp_path, without, *arguments)
    assert code in (1, 3)
    assert "--since" in said
    signer = open_signing_key(evidence.key).signer
    size = bundle["since"]["size"]
    kept.write_text(Checkpoint(signer.name, size, b"\x01" * 32).signed(signer).encode())
    code, said = run_alone(tmp_path, bundle, *arguments)
    assert (code, f"positions 1 to {size}" in said) == (3, True)
    kept.write_text(Checkpoint(signer.name, 9999, b"\x01" * 32).signed(signer).encode())
    code, said = run_alone(tmp_path, bundle, *arguments)
    assert (code, "rolled back" in said) == (3, True)


async def test_what_is_no_checkpoint_is_refused_by_the_export(evidence: Evidence) -> None:
    with pytest.raises(NoCheckpointThere):
        await bundle_for(evidence, "chair", "nothing")
    signer = open_signing_key(evidence.key).signer
    with pytest.raises(NothingSigned):
        await bundle_for(
            evidence, "chair", Checkpoint(signer.name, 9999, b"\x01" * 32).signed(signer).encode()
        )


async def test_a_key_that_was_handed_over_verifies_with_the_one_before(
    evidence: Evidence, tmp_path: Path
) -> None:
    before = evidence.log_key
    rotate_signing_key(evidence.key)
    await grow(evidence)
    bundle = await bundle_for(evidence, "chair")
    for key in (before, evidence.log_key):
        assert run_alone(tmp_path, bundle, "--key", key)[0] == 0
    bundle["key_statements"] = bundle["key_statements"][:-1]
    bundle["checkpoint"] = open_signing_key(evidence.key).last().encode()  # type: ignore[union-attr]
    assert run_alone(tmp_path, bundle, "--key", before)[0] == 3


@pytest.mark.parametrize("content", ["", "{}", "[]", '{"format": "quorate-evidence/1"}', "nonsense"])
def test_what_is_no_bundle_cannot_be_told(evidence: Evidence, tmp_path: Path, content: str) -> None:
    code, said = run_alone(tmp_path, content, "--key", evidence.log_key)
    assert (code, said.startswith("Cannot tell: ")) == (1, True)
