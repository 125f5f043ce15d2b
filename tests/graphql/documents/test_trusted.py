"""A trusted document is asked for by its hash, in either of the two shapes that clients send."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from tests.graphql.conftest import Api

from quorate_graphql.documents.manifest import BrokenManifest, read_manifest, sha256, write_manifest
from quorate_graphql.documents.trusted import Documents, TrustedDocuments
from quorate_services.api.app import ApiOptions, create_app

VIEWER = "query WhoAmI { viewer { agencyId } }"
OTHER = "{ viewer { practitionerId } }"
UNKNOWN = "0" * 64


@asynccontextmanager
async def opened(office: Any, allowed: Documents) -> AsyncIterator[Api]:
    documents = TrustedDocuments({sha256(VIEWER): VIEWER}, allowed)
    api = Api(create_app(office, ApiOptions(documents=documents)))
    yield api
    await api.http.aclose()


def by_id(document_id: str) -> dict[str, Any]:
    return {"documentId": f"sha256:{document_id}"}


def persisted(document_id: str) -> dict[str, Any]:
    return {"extensions": {"persistedQuery": {"version": 1, "sha256Hash": document_id}}}


@pytest.mark.parametrize("allowed", Documents)
@pytest.mark.parametrize("shape", [by_id, persisted])
async def test_it_is_answered_by_its_hash(office: Any, allowed: Documents, shape: Any) -> None:
    async with opened(office, allowed) as api:
        answer = (await api.http.post("/graphql", json=shape(sha256(VIEWER)))).json()
    assert answer == {"data": {"viewer": None}}


async def test_it_is_answered_by_its_hash_over_get(office: Any) -> None:
    async with opened(office, Documents.TRUSTED) as api:
        short = await api.http.get("/graphql", params=by_id(sha256(VIEWER)))
        extensions = json.dumps(persisted(sha256(VIEWER))["extensions"])
        long = await api.http.get("/graphql", params={"extensions": extensions})
    assert short.json() == long.json() == {"data": {"viewer": None}}


@pytest.mark.parametrize("allowed", Documents)
@pytest.mark.parametrize("shape", [by_id, persisted])
async def test_an_unknown_hash_is_refused(office: Any, allowed: Documents, shape: Any) -> None:
    async with opened(office, allowed) as api:
        answer = await api.http.post("/graphql", json=shape(UNKNOWN))
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["extensions"]["code"] == "unknown_document"


async def test_where_only_trusted_documents_are_answered_another_is_refused(office: Any) -> None:
    async with opened(office, Documents.TRUSTED) as api:
        refused = await api.send(OTHER)
        answered = await api.send(VIEWER)
    assert refused["errors"][0]["extensions"]["code"] == "document_not_trusted"
    assert answered == {"data": {"viewer": None}}


async def test_where_any_document_is_answered_another_is_answered(office: Any) -> None:
    async with opened(office, Documents.ANY) as api:
        assert await api.send(OTHER) == {"data": {"viewer": None}}


async def test_a_document_and_the_hash_of_another_are_refused(office: Any) -> None:
    async with opened(office, Documents.ANY) as api:
        body = {"query": OTHER, **persisted(sha256(VIEWER))}
        answer = (await api.http.post("/graphql", json=body)).json()
    assert answer["errors"][0]["extensions"]["code"] == "document_mismatch"


def test_a_document_that_the_schema_does_not_answer_keeps_the_api_from_starting(office: Any) -> None:
    broken = "{ nothing }"
    documents = TrustedDocuments({sha256(broken): broken})
    with pytest.raises(BrokenManifest, match="cannot be answered"):
        create_app(office, ApiOptions(documents=documents))


def test_the_list_is_read_as_it_was_written(tmp_path: Path) -> None:
    texts = {sha256(each): each for each in (VIEWER, OTHER)}
    write_manifest(tmp_path / "manifest.json", texts)
    assert read_manifest(tmp_path) == read_manifest(tmp_path / "manifest.json") == texts


@pytest.mark.parametrize("content", ["[]", '{"a": 1}', "{", json.dumps({UNKNOWN: VIEWER})])
def test_a_list_that_is_not_right_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "manifest.json").write_text(content)
    with pytest.raises(BrokenManifest):
        read_manifest(tmp_path)


def test_a_list_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BrokenManifest, match="No such file"):
        read_manifest(tmp_path)
