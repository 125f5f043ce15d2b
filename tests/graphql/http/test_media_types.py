"""The media type of an answer follows Accept (GraphQL over HTTP, §6.1)."""

import pytest

from quorate_graphql.http.negotiation import MediaType, negotiate
from quorate_graphql.http.refusals import NotAcceptable


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        (None, MediaType.JSON),
        ("", MediaType.JSON),
        ("*/*", MediaType.JSON),
        ("application/*", MediaType.JSON),
        ("application/json", MediaType.JSON),
        ("application/graphql-response+json", MediaType.GRAPHQL),
        ("application/graphql-response+json, application/json;q=0.9", MediaType.GRAPHQL),
        ("application/graphql-response+json, application/json", MediaType.GRAPHQL),
        ("application/json, application/graphql-response+json", MediaType.JSON),
        ("application/json;q=0.1, */*;q=0.5", MediaType.GRAPHQL),
        ("text/html, application/graphql-response+json; charset=utf-8", MediaType.GRAPHQL),
    ],
)
def test_the_client_gets_what_it_likes_best(accept: str | None, expected: MediaType) -> None:
    assert negotiate(accept) is expected


@pytest.mark.parametrize(
    "accept",
    [
        "text/html",
        "application/json;q=0",
        "application/json; charset=utf-16",
        "image/*",
        "application/json;q=x",
    ],
)
def test_a_client_that_takes_neither_is_refused(accept: str) -> None:
    with pytest.raises(NotAcceptable):
        negotiate(accept)
