"""Every document of the portal can be answered by this release of the API, and goes by its hash."""

import hashlib

import pytest

from quorate_graphql.documents.checking import check_trusted
from quorate_graphql.limits.limits import Limits
from quorate_graphql.schema import QuorateSchema, build_schema
from quorate_services.portal.documents.trusted import document_id, documents, listed
from quorate_services.portal.web.words import WORDS


@pytest.fixture(scope="module")
def schema() -> QuorateSchema:
    return build_schema(Limits())


@pytest.mark.parametrize("name", sorted(documents()))
def test_a_document_is_valid_and_within_the_limits(schema: QuorateSchema, name: str) -> None:
    check_trusted(schema, name, documents()[name], Limits())


def test_documents_go_by_their_hash() -> None:
    for name, text in documents().items():
        assert document_id(name) == hashlib.sha256(text.encode()).hexdigest()
        assert listed()[document_id(name)] == text


@pytest.mark.parametrize("enumeration", sorted(WORDS))
def test_every_value_of_an_enumeration_has_its_words(schema: QuorateSchema, enumeration: str) -> None:
    known = schema._schema.type_map[enumeration]
    assert set(known.values) == set(WORDS[enumeration])
