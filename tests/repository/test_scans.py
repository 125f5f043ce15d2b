"""The scans of ``make check`` find what they are there for."""

import shutil
from pathlib import Path

import pytest
from scans import licences, locks, secrets_found

ROOT = Path(__file__).parents[2]
HASH = "    --hash=sha256:" + "0" * 64 + "\n"


@pytest.mark.parametrize(
    "line",
    [
        "--index-url https://packages.example.org/simple\n",
        "--find-links somewhere\n",
        "-e .\n",
        "structlog @ https://packages.example.org/structlog.whl \\\n" + HASH,
        "structlog>=1 \\\n" + HASH,
        "structlog==1 \\\n",
        "structlog==1\n",
    ],
)
def test_a_lock_holds_pins_with_hashes_and_nothing_else(tmp_path: Path, line: str) -> None:
    lock = tmp_path / "requirements.lock"
    lock.write_text("rich==15.0.0 \\\n" + HASH)
    assert list(locks.problems(lock)) == []
    lock.write_text("rich==15.0.0 \\\n" + HASH + line)
    assert list(locks.problems(lock)) != []


def test_a_secret_is_found_by_its_place_and_not_shown(tmp_path: Path) -> None:
    shutil.copy(ROOT / secrets_found.BASELINE, tmp_path)
    # In pieces, or the scan of this repository would find them here.
    key = "AKIA" + "QUORATE234567ABC"
    (tmp_path / "deploy.py").write_text(f"address = 'x'\nkey = '{key}'\n")
    (found,) = {each.split(" (")[0] for each in secrets_found.problems(tmp_path)}
    assert found == "deploy.py:2: looks like a secret"
    assert key not in "".join(secrets_found.problems(tmp_path))


def test_what_was_looked_at_is_not_told_again(tmp_path: Path) -> None:
    shutil.copy(ROOT / secrets_found.BASELINE, tmp_path)
    (tmp_path / "deploy.py").write_text("key = '" + "AKIA" + "QUORATE234567ABC'\n")
    secrets_found.write_baseline(tmp_path)
    assert list(secrets_found.problems(tmp_path)) == []


def test_a_licence_that_does_not_go_with_ours_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, licence in (("freely", "MIT"), ("bound", "AGPL-3.0-only"), ("silent", "")):
        folder = tmp_path / f"{name}-1.dist-info"
        folder.mkdir()
        words = f"License-Expression: {licence}\n" if licence else ""
        (folder / "METADATA").write_text(f"Metadata-Version: 2.4\nName: {name}\nVersion: 1\n{words}")
    monkeypatch.setattr("sys.path", [str(tmp_path)])
    assert [each.split(":")[0] for each in licences.problems()] == ["bound", "silent"]
