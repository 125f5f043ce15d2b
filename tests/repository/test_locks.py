import re
import tomllib
from collections.abc import Iterable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
RUNTIME, DEVELOPMENT = ROOT / "requirements.lock", ROOT / "requirements-dev.lock"
_PINNED = re.compile(r"^(?P<name>[a-z0-9-]+)(\[[a-z,-]+\])?==(?P<version>[^ ]+)( ; [^\\]+)? \\$")


def _pins(lock: Path) -> dict[str, str]:
    found = (_PINNED.match(line) for line in lock.read_text().splitlines())
    return {pin["name"]: pin["version"] for pin in found if pin}


def _names(requirements: Iterable[str]) -> set[str]:
    return {re.split(r"[\[<>=;! ]", wanted, maxsplit=1)[0].lower() for wanted in requirements} - {"quorate"}


@pytest.mark.parametrize("lock", [RUNTIME, DEVELOPMENT], ids=lambda lock: lock.name)
def test_every_pin_has_its_hashes_and_nothing_else_is_in_the_lock(lock: Path) -> None:
    lines = lock.read_text().splitlines()
    hashes = re.compile(r"^    --hash=sha256:[0-9a-f]{64}( \\)?$")
    assert [line for line in lines if not _PINNED.match(line) and not hashes.match(line)] == []
    without = [
        line for line, following in zip(lines, [*lines[1:], ""], strict=True)
        if _PINNED.match(line) and not hashes.match(following)
    ]  # fmt: skip
    assert without == []


def test_the_locks_agree() -> None:
    development = _pins(DEVELOPMENT)
    assert {
        name: version for name, version in _pins(RUNTIME).items() if development.get(name) != version
    } == {}


def test_the_locks_hold_all_that_the_project_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    extras = project["optional-dependencies"]
    assert _names([*project["dependencies"], *extras["demo"]]) - _pins(RUNTIME).keys() == set()
    assert (
        _names([*project["dependencies"], *extras["demo"], *extras["dev"]]) - _pins(DEVELOPMENT).keys()
        == set()
    )
