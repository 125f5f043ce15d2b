"""The folder `graphql/` must not hide the library of that name from a Python started in the repository."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("quorate_events", "quorate_projections", "quorate_graphql", "quorate_services")


def _where_is(package: str) -> Path:
    script = f"import {package}; print({package}.__file__)"
    answer = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return Path(answer.stdout.strip())


def test_graphql_is_the_library_also_in_the_repository() -> None:
    assert ROOT / "graphql" not in _where_is("graphql").parents


@pytest.mark.parametrize("package", PACKAGES)
def test_each_package_lies_in_its_own_source_root(package: str) -> None:
    assert _where_is(package).parent == ROOT / package.removeprefix("quorate_") / package


def test_no_source_root_is_a_package_itself() -> None:
    roots = [ROOT / package.removeprefix("quorate_") for package in PACKAGES]
    assert [root for root in roots if (root / "__init__.py").exists()] == []
