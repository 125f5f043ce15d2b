"""Data keys, holds, erasure and what is held about a person, at the command line."""

import json
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from tests.conftest import Database
from tests.services.cli.conftest import Quorate
from tests.support.erasure_scene import OFFICER, OTHER_OFFICER
from tests.support.history import SOCIAL_CARE, History, worker_of
from tests.support.keys import codec_with, keyring_at

from quorate_events.access.actor import Duty
from quorate_events.people.practitioner import RegisterPractitioner
from quorate_events.store import Append, open_log

CHILD = UUID(int=0xC41D)
BASIS = ("--basis", "no_longer_needed", "--reason", "The schedule has run out")


@pytest.fixture
async def registered(database: Database, environment: dict[str, str]) -> None:
    """A child, and two data protection officers."""
    history = History()
    history.register_agencies([SOCIAL_CARE])
    history.register_child(CHILD, "Marker-CLI Child")
    for officer in (OFFICER, OTHER_OFFICER):
        history.do(
            RegisterPractitioner(
                practitioner_id=officer.practitioner_id,
                name="An officer",
                agency_id=SOCIAL_CARE,
                duties=(Duty.DATA_PROTECTION_OFFICER,),
            )
        )
    path = Path(environment["QUORATE_HOME"]) / "data-keys.json"
    async with keyring_at(database.app_dsn, "partnership", path) as keyring:
        codec = codec_with(keyring)
        async with open_log(database.app_dsn, "partnership", codec) as log:
            events = await codec.encode([each.event for each in history.events], {})
            await log.appender.append(Append(uuid4(), b"", b"", events))


async def test_two_officers_erase_a_child(quorate: Quorate, registered: None, tmp_path: Path) -> None:
    by, other = str(OFFICER.practitioner_id), str(OTHER_OFFICER.practitioner_id)
    report = tmp_path / "report.json"
    written = await quorate("person", "report", str(CHILD), "--by", by, "--to", str(report), "--json")
    assert written.code == 0, written.err
    assert written.document["entries"] == 2
    assert [each["text"] for each in json.loads(report.read_text())] == ["2019-05-01", "Marker-CLI Child"]
    assert report.stat().st_mode & 0o777 == 0o600

    held = await quorate(
        "person", "hold", str(CHILD), "--by", by, "--reason", "An inquiry", "--review", "2199-01-01"
    )
    assert held.code == 0, held.err
    assert "under a hold" in held.out
    refused = await quorate("person", "erase", str(CHILD), "--by", by, *BASIS)
    assert refused.code == 1
    assert "legal hold" in refused.err
    assert (await quorate("person", "lift", str(CHILD), "--by", by, "--reason", "Over")).code == 0

    asked = await quorate("person", "erase", str(CHILD), "--by", by, *BASIS, "--json")
    assert asked.document["erasure"] == "requested"
    assert (await quorate("person", "approve", str(CHILD), "--by", by)).code == 1
    done = await quorate("person", "approve", str(CHILD), "--by", other, "--json")
    assert done.code == 0, done.err
    assert (done.document["erasure"], done.document["events"]) == ("erased", 1)
    shown = await quorate("person", "show", str(CHILD), "--by", other, "--json")
    assert shown.document["erasure"] == "erased"
    await quorate("person", "report", str(CHILD), "--by", by, "--to", str(report))
    assert "Marker-CLI" not in report.read_text()
    assert {each["erased"] for each in json.loads(report.read_text())} == {True}


async def test_who_has_no_duty_is_refused(quorate: Quorate, registered: None, tmp_path: Path) -> None:
    refused = await quorate("person", "show", str(CHILD), "--by", str(worker_of(SOCIAL_CARE)))
    assert refused.code == 1


async def test_a_request_is_declined(quorate: Quorate, registered: None) -> None:
    by, other = str(OFFICER.practitioner_id), str(OTHER_OFFICER.practitioner_id)
    await quorate("person", "erase", str(CHILD), "--by", by, *BASIS)
    declined = await quorate(
        "person", "decline", str(CHILD), "--by", other, "--reason", "The wrong child", "--json"
    )
    assert declined.document["erasure"] == "none"


async def test_the_key_encryption_key_is_rotated_without_touching_the_log(
    quorate: Quorate, registered: None, environment: dict[str, str]
) -> None:
    assert (await quorate("data-keys", "check", "--json")).document == {"key": "file:1"}
    rotated = await quorate("data-keys", "rotate", "--json")
    assert rotated.document["key"] == "file:2"
    assert rotated.document["wrapped"] > 3
    assert (await quorate("data-keys", "check", "--json")).document == {"key": "file:2"}
    by = str(OFFICER.practitioner_id)
    assert (await quorate("person", "show", str(CHILD), "--by", by)).code == 0


async def test_another_key_is_refused_before_anything_is_done(
    quorate: Quorate, registered: None, tmp_path: Path
) -> None:
    other = tmp_path / "other.json"
    made = await quorate("data-keys", "create", str(other), "--json")
    assert made.document["key"] == "file:1"
    assert (await quorate("data-keys", "create", str(other))).code == 1
    checked = await quorate("data-keys", "check", QUORATE_KEY_FILE=str(other))
    assert checked.code == 1
    assert "does not open the data keys" in checked.err
    found = (await quorate("doctor", "--json", QUORATE_KEY_FILE=str(other))).document["findings"]
    assert next(each for each in found if each["subject"] == "data keys")["health"] == "broken"
