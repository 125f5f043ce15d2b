"""Counts the tokens of a document without parsing it, which takes twenty times as long."""

import re

from quorate_graphql.limits.limits import TooManyTokens

# The tokens of the GraphQL specification (§2.1); comments match as well, so that nothing in them counts. A text
# that nobody closes matches to its end: were it tried again from every quotation mark in it, a long one would
# take seconds.
_TOKEN = re.compile(
    r'"""(?:\\"""|[^"]|"(?!""))*+(?:""")?|"(?:\\.|[^"\\\n])*+"?|(#[^\n\r]*+)'
    r"|\.\.\.|[_A-Za-z][_0-9A-Za-z]*+|-?[0-9][0-9.eE+-]*+|[!$&()\[\]{}:=@|]"
)


def check_tokens(text: str, limit: int) -> None:
    """Raise ``TooManyTokens`` when there are more than ``limit``. Stops counting there.

    What is no token is left to the parser, which counts again.
    """
    counted = 0
    for found in _TOKEN.finditer(text):
        counted += found[1] is None
        if counted > limit:
            raise TooManyTokens(limit)
