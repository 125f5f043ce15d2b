"""How what is about to be shared will look: to the chair, to other agencies, and to the family.

The rules are those of the API's policy, as docs/access.md prints them ("What was shared"): the chair reads every part;
an invited agency a released part that is not restricted, or whose restriction names it; the family is given what is
marked so.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec


class Preview(msgspec.Struct, frozen=True):
    """The parts, by who reads them."""

    chair: list[dict[str, Any]]
    agencies: list[dict[str, Any]]
    named_only: list[dict[str, Any]]
    family: list[dict[str, Any]]


def preview(
    parts: Sequence[Mapping[str, Any]], children: Mapping[str, str], agencies: Mapping[str, str]
) -> Preview:
    """Return the parts as they will be shown. ``children`` and ``agencies`` are names by id."""
    shown = [_shown(part, children, agencies) for part in parts]
    return Preview(
        chair=shown,
        agencies=[part for part in shown if part["audience"] != "RESTRICTED"],
        named_only=[part for part in shown if part["audience"] == "RESTRICTED"],
        family=[part for part in shown if part["audience"] == "SHAREABLE_WITH_FAMILY"],
    )


def _shown(
    part: Mapping[str, Any], children: Mapping[str, str], agencies: Mapping[str, str]
) -> dict[str, Any]:
    restriction = part.get("restriction")
    named = [{"name": agencies.get(each, "")} for each in restriction["agencyIds"]] if restriction else []
    return {
        **part,
        "child": {"name": children.get(part["childId"], "")} if part.get("childId") else None,
        "restriction": {**restriction, "agencies": named} if restriction else None,
    }
