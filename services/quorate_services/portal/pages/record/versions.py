"""Which parts stand in whose version of the record: the audience that each agency gave them decides."""

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

import msgspec

from quorate_services.portal.errors import Said


class Version(msgspec.Struct, frozen=True):
    """One version of the record: for whom, and what of the agencies' parts stands in it."""

    FULL: ClassVar[str] = "full"
    FAMILY: ClassVar[str] = "family"

    audience: str
    title: str
    agencies: list[dict[str, Any]]


def version_for(to: str, recipients: Mapping[str, str], agencies: Iterable[dict[str, Any]]) -> Version:
    """Return the version for ``full``, for ``family``, or for an agency by its id.

    The family is given what its agency marked for it. An agency is given its own parts and those that are not
    restricted, or whose restriction names it. The full record holds everything that the reader may read, and
    is not sent to anybody. What was withdrawn or is not released yet stands in none. Raises ``Said``.
    """
    if to not in (Version.FULL, Version.FAMILY) and to not in recipients:
        raise Said(
            "recipient_not_found", "This agency is not a recipient.", "Choose a recipient on the page before."
        )
    title = {Version.FULL: "Full record, for the chair", Version.FAMILY: "Record for the family"}.get(
        to, f"Record for {recipients.get(to, '')}"
    )
    shown = []
    for agency in agencies:
        parts = [part for part in agency["parts"] if _stands_in(to, part)]
        shown.append({**agency, "parts": parts})
    return Version(to, title, shown)


def _stands_in(to: str, part: Mapping[str, Any]) -> bool:
    if part["withdrawn"] or not part["released"] or part["text"] is None:
        return False
    if to == Version.FULL:
        return True
    if to == Version.FAMILY:
        return bool(part["audience"] == "SHAREABLE_WITH_FAMILY")
    if part["audience"] != "RESTRICTED" or part["agencyId"] == to:
        return True
    return to in (part["restriction"] or {"agencyIds": ()})["agencyIds"]
