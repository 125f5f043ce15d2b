"""``quorate documents build`` lists what a folder holds, and refuses what cannot be answered."""

import json
from pathlib import Path

import pytest
from tests.services.cli.conftest import run_quorate

from quorate_graphql.documents.manifest import read_manifest, sha256

WHO = "query WhoAmI {\n  viewer { agencyId }\n}\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "inside").mkdir()
    (tmp_path / "inside" / "who.graphql").write_text(WHO)
    return tmp_path


async def test_it_writes_the_list_and_says_what_is_in_it(folder: Path) -> None:
    ran = await run_quorate({}, "documents", "build", str(folder), "--json")
    assert ran.code == 0
    assert ran.document == {
        "written": str(folder / "manifest.json"),
        "documents": [{"id": sha256(WHO), "file": "inside/who.graphql", "operations": ["WhoAmI"]}],
    }
    assert read_manifest(folder) == {sha256(WHO): WHO}


async def test_a_document_that_cannot_be_answered_is_refused_by_its_name(folder: Path) -> None:
    (folder / "wrong.graphql").write_text("{ nothing }")
    ran = await run_quorate({}, "documents", "build", str(folder), "--json")
    assert ran.code == 1
    assert json.loads(ran.out)["code"] == "broken_manifest"
    assert "wrong.graphql" in json.loads(ran.out)["message"]
    assert not (folder / "manifest.json").exists()
