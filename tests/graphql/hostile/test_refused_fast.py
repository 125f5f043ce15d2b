"""A hostile document is refused with little work, and before anything is validated where its size is enough."""

import graphql
import pytest
from benchmarks.hostile import HOSTILE, Hostile, codes_of
from tests.graphql.hostile.work import counted

from quorate_graphql.limits.limits import Limits, TooManyTokens
from quorate_graphql.limits.tokens import check_tokens
from quorate_graphql.schema import QuorateSchema, build_schema

MOST_CALLS = 65_000
"""About 10 ms of Python on a slow machine; ``make bench`` prints the time itself."""

BEFORE_VALIDATION = {
    "depth_limit", "alias_limit", "directive_limit", "repeat_limit", "field_limit", "token_limit",
    "variable_limit", "variable_depth_limit", "document_limit", "syntax_error", "fragment_cycle",
}  # fmt: skip


@pytest.fixture(scope="module")
def schema() -> QuorateSchema:
    return build_schema(Limits())


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_document_is_refused_with_little_work(schema: QuorateSchema, name: str) -> None:
    hostile = HOSTILE[name]
    codes, calls, called = counted(lambda: codes_of(schema, hostile))
    assert codes == {hostile.code}
    assert calls < MOST_CALLS
    if hostile.code in BEFORE_VALIDATION:
        assert graphql.validate.__code__ not in called


def test_the_count_sees_what_is_not_bounded() -> None:
    """Without limits the same documents take far more: the bound above can be exceeded."""
    unbounded = Limits(tokens=100_000, repeats=100_000, fields=100_000, aliases=100_000, depth=1_000)
    flood = "{" + "viewer { agencyId practitionerId } " * 300 + "}"
    _, calls, called = counted(lambda: build_schema(unbounded).execute(flood))
    assert calls > MOST_CALLS
    assert graphql.validate.__code__ in called


def test_no_more_tokens_are_read_than_are_allowed() -> None:
    schema = build_schema(Limits(tokens=100))
    read: list[int] = []
    for length in (1_000, 2_500):
        hostile = Hostile("{" + "__typename " * length + "}", "token_limit")
        codes, calls, called = counted(lambda hostile=hostile: codes_of(schema, hostile))
        assert codes == {"token_limit"}
        assert graphql.parse.__code__ not in called
        read.append(calls)
    assert read[0] == read[1]


@pytest.mark.parametrize(
    "text",
    [
        '{ a(b: "x y z") }',
        '{ a(b: """x "y" \n z""") }',
        "{ a # b c d e f\n }",
        "{ ...F @a(b: -1.5e3) }",
        "{a{b(c:[1,$d])}}",
    ],
)
def test_tokens_are_counted_as_the_parser_does(text: str) -> None:
    lexer, tokens = graphql.Lexer(graphql.Source(text)), 0
    while lexer.advance().kind is not graphql.TokenKind.EOF:
        tokens += 1
    check_tokens(text, tokens)
    with pytest.raises(TooManyTokens):
        check_tokens(text, tokens - 1)


async def test_names_that_were_meant_are_not_told_where_the_schema_is_not_shown() -> None:
    for shown in (True, False):
        result = await build_schema(Limits(introspection=shown)).execute("{ viewe { agencyId } }")
        assert result.errors
        assert ("viewer" in result.errors[0].message) is shown
