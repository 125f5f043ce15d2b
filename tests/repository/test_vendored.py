"""What is vendored is as listed, and carries neither crown nor typeface."""

import shutil
from pathlib import Path

import pytest
from scans.vendored import FOLDERS, problems
from scans.vendoring import unbranded

ROOT = Path(__file__).parents[2]


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    for folder in FOLDERS:
        shutil.copytree(ROOT / folder, tmp_path / folder)
    return tmp_path


def test_everything_is_as_listed() -> None:
    assert list(problems(ROOT)) == []


def test_a_changed_file_is_told(copied: Path) -> None:
    file = copied / FOLDERS[0] / "htmx/htmx.min.js"
    file.write_text(file.read_text() + "alert(1)")
    assert [each.split(":")[0] for each in problems(copied)] == [f"{FOLDERS[0]}/htmx/htmx.min.js"]


def test_a_file_that_nobody_listed_is_told(copied: Path) -> None:
    (copied / FOLDERS[0] / "htmx/extra.js").write_text("")
    assert len(list(problems(copied))) == 1


def test_a_missing_licence_and_a_crown_are_told(copied: Path) -> None:
    (copied / FOLDERS[0] / "govuk-frontend/LICENSE").unlink()
    (copied / FOLDERS[0] / "govuk-frontend/govuk-crest.svg").write_text("<svg/>")
    assert len(list(problems(copied))) == 4


def test_the_typeface_and_the_crown_are_taken_out() -> None:
    css = (
        "@font-face{font-family:GDS Transport;src:url(x)}a{font-family:GDS Transport,arial,sans-serif}"
        ".crown{margin:0}.b{color:red}.c:before{background:url(crest.svg)}"
        "@supports (mask:x){.c:before{mask:url(crest.svg)}}.d{top:0}"
    )
    assert (
        unbranded(css)
        == "a{font-family:var(--quorate-font,system-ui,arial,sans-serif)}.b{color:red}.d{top:0}"
    )
