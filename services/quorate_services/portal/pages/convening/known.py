"""What is known before a meeting is convened: the one before it, the days that matter, and who may chair."""

from typing import Any
from uuid import UUID

from quorate_services.portal.web.visit import Visit

_SOCIAL = "CHILDRENS_SOCIAL_CARE"
ANCHORS = (
    "SECTION_47_STARTED",
    "LAST_STRATEGY_DISCUSSION",
    "LAST_CONFERENCE",
    "TRANSFER_NOTIFIED",
    "BIRTH_EXPECTED",
)
"""The days that somebody has to tell; the others follow from the meeting itself."""


async def before_known(visit: Visit, before_id: UUID | None) -> dict[str, Any] | None:
    """Return the meeting that is followed, or None."""
    if before_id is None:
        return None
    found: dict[str, Any] = (await visit.ask("before", id=str(before_id)))["meeting"]
    return found


async def anchors_known(visit: Visit, kind: str) -> list[str]:
    """Return the days that the clocks of the rule sets run from for this kind of meeting."""
    told = (await visit.ask("convening", social=_SOCIAL))["ruleSets"]
    needed = {
        clock["anchor"]
        for rules in told
        for each in rules["kinds"]
        if each["kind"] == kind
        for clock in each["clocks"]
    }
    return [anchor for anchor in ANCHORS if anchor in needed]


async def who_may_chair(visit: Visit) -> dict[str, str]:
    """Return who can be named chair, by id: people of children's social care whom Quorate lets in."""
    agencies = (await visit.ask("convening", social=_SOCIAL))["agencies"]["nodes"]
    found = {}
    for agency in agencies:
        for each in await visit.ask_all("chairs", "practitioners", agencyId=agency["agencyId"]):
            title = f", {each['title']}" if each["title"] else ""
            found[each["practitionerId"]] = f"{each['name']}{title}, {agency['name']}"
    return found
