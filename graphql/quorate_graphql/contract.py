"""The published schema: where it stands, what it says now, and what would break its callers."""

from pathlib import Path

from graphql import GraphQLSchema, build_schema
from graphql.utilities import BreakingChange, find_breaking_changes

from quorate_graphql.schema import build_schema as build_current

FOLDER = Path(__file__).resolve().parents[1]
"""The source root, where the contract stands beside the package."""

PUBLISHED = FOLDER / "schema.graphql"
"""The schema of this commit, generated and checked in."""

RELEASED = FOLDER / "schema.released.graphql"
"""The schema of the last release, checked in with it: what callers were promised."""


def current() -> str:
    """Return the schema as the code has it, as text."""
    return build_current().as_str() + "\n"


def breaking_changes(old: str, new: str) -> list[BreakingChange]:
    """Return what ``new`` takes away from callers of ``old``: both are schemas as text."""
    return find_breaking_changes(_parsed(old), _parsed(new))


def _parsed(text: str) -> GraphQLSchema:
    return build_schema(text)
