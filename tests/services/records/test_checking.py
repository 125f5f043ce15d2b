"""A copy is checked by its code and as a file: what was altered, and what was never issued, is found."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.services.cli.conftest import run_quorate
from tests.services.evidence.conftest import Evidence
from tests.services.records.conftest import make
from tests.support.access_scene import ACTORS
from tests.support.history import SCHOOL

from quorate_events.meetings.vocabulary import RecordVariant
from quorate_services.postgres.roles import Role
from quorate_services.records.checking import Finding, check_copy
from quorate_services.records.desk import RecordDesk
from quorate_services.records.page import NotACopy, page_of

ALTERED: dict[str, Callable[[str], str]] = {
    "what a reader sees": lambda page: page.replace("Confirmed", "Cancelled", 1),
    "what a program reads": lambda page: page.replace('"version":"Version', '"version":"Another', 1),
    "both": lambda page: page.replace("Quorate", "Inquorate").replace("Robin", "Robert"),
    "the proof at the end": lambda page: page.replace("Recorded at position", "Recorded at no position", 1),
    "the code at the end": lambda page: page.replace("Verification code</dt>", "Code</dt>", 1),
    "something said behind the proof": lambda page: page.replace(
        "</footer>", "</footer><p>No further action.</p>", 1
    ),
    "something hidden from behind the proof": lambda page: page.replace(
        "</footer>", "</footer><style>section:nth-of-type(2) { display: none }</style>", 1
    ),
    "something said in the checkpoint's place": lambda page: page.replace(
        "<p>Whoever runs", "<pre>No further action.</pre>\n<p>Whoever runs", 1
    ),
    "another text for the checkpoint": lambda page: re.sub(
        "<p>(No checkpoint|The ledger was signed).*?</p>", "<pre>No further action.</pre>", page, flags=re.S
    ),
    "something put in": lambda page: page.replace("<main>", "<main><p>No further action.</p>", 1),
}


async def page(confirmed: Evidence) -> tuple[str, str]:
    made = await make(confirmed, "chair", RecordVariant.AGENCY, SCHOOL)
    handed = await RecordDesk(confirmed.office).hand_out(ACTORS["chair"], confirmed.meeting_id, made.copy_id)
    return made.code, page_of(handed)


async def test_a_copy_that_was_issued_is_known_by_its_code_and_as_a_file(confirmed: Evidence) -> None:
    code, text = await page(confirmed)
    for given in (code, code.lower(), code.replace("-", "")):
        found = await check_copy(confirmed.office, confirmed.meeting_id, given, text)
        assert found.finding is Finding.AS_ISSUED
        assert found.variant is RecordVariant.AGENCY


@pytest.mark.parametrize("alter", ALTERED.values(), ids=ALTERED)
async def test_what_was_altered_is_found(confirmed: Evidence, alter: Callable[[str], str]) -> None:
    code, text = await page(confirmed)
    assert alter(text) != text
    found = await check_copy(confirmed.office, confirmed.meeting_id, code, alter(text))
    assert found.finding is Finding.ALTERED


@pytest.mark.parametrize("code", ["", "0000-0000-0000-0000-0000-0000", "F", "' or 1=1"])
async def test_a_code_that_was_never_issued_is_unknown(confirmed: Evidence, code: str) -> None:
    found = await check_copy(confirmed.office, confirmed.meeting_id, code)
    assert found.finding is Finding.UNKNOWN


async def test_what_is_no_copy_is_refused(confirmed: Evidence) -> None:
    code, _ = await page(confirmed)
    with pytest.raises(NotACopy):
        await check_copy(confirmed.office, confirmed.meeting_id, code, "<html>nothing</html>")


async def test_the_command_makes_prints_and_checks_copies(confirmed: Evidence, tmp_path: Path) -> None:
    connections = confirmed.wiring.connections
    environment = {
        "QUORATE_ENVIRONMENT": "test",
        "QUORATE_HOME": str(tmp_path),
        "QUORATE_PARTNERSHIP": confirmed.wiring.ledger,
        "QUORATE_APP_DATABASE_URL": connections.dsn(Role.APP),
        "QUORATE_PROJECTOR_DATABASE_URL": connections.dsn(Role.PROJECTOR),
    }
    meeting, chair = str(confirmed.meeting_id), str(ACTORS["chair"].practitioner_id)
    mother = ("--variant", "family", "--recipient", "The mother", "--for", chair, "--json")
    written = tmp_path / "copy.html"
    issued = await run_quorate(environment, "record", "issue", meeting, *mother, "--to", str(written))
    assert issued.code == 0, issued.err
    told = issued.document
    printed = tmp_path / "copy.pdf"
    again = ("record", "print", meeting, told["copy"], "--for", chair, "--to", str(printed), "--json")
    assert (await run_quorate(environment, *again)).code == 0
    assert printed.read_bytes().startswith(b"%PDF-")
    check = ("record", "check", meeting, told["code"], "--file", str(written), "--json")
    fine = await run_quorate(environment, *check)
    assert (fine.code, fine.document["finding"]) == (0, "as_issued")
    written.write_text(written.read_text().replace("The mother", "The father"))
    assert (await run_quorate(environment, *check)).code == 3
    elsewhere = (*again[:-3], "--to", str(tmp_path / "copy.txt"), "--json")
    refused = await run_quorate(environment, *elsewhere)
    assert (refused.code, "neither_page_nor_pdf" in refused.out + refused.err) == (1, True)
