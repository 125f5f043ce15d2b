"""What a caller is told of a value that does not fit the schema: where it stands and what is expected, never the value.

The library quotes what was typed, and that may be what somebody wrote about a child.
"""

import re

_WHERE = re.compile(r"(?:Variable|Argument) '\$?\w+' has invalid value(?: at [\w.\[\]]+)?")
_EXPECTED = re.compile(
    r"Expected value of type '\w+' (?:to include required field '\w+'|not to include unknown field|to be an object)"
    r"|Expected a? ?value of non-null type '[\w!\[\]]+' (?:to be provided|not to be null)"
)
_OF_AN_ENUM = re.compile(r"does not exist in '(\w+)' enum|Enum '(\w+)' cannot represent")
_QUOTES = re.compile(
    r"found[: ]|cannot represent|does not exist in '\w+' enum|unknown field '|has invalid value"
)


def unquoted(message: str) -> str:
    """Return what the library says of a value without the value; what is about no value stays as it is."""
    if not _QUOTES.search(message):
        return message
    where, expected, enum = (each.search(message) for each in (_WHERE, _EXPECTED, _OF_AN_ENUM))
    said = "The value does not fit its type"
    if expected is not None:
        said = expected[0]
    elif enum is not None:
        said = f"The value is none of '{enum[1] or enum[2]}'"
    return f"{where[0]}: {said}." if where is not None else f"{said}."
