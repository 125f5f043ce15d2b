"""The form of a contribution: what stands in it, what is missing, and the parts that the API is sent.

The fields of a part are named ``p1-text``, ``p1-audience`` …; ``part`` lists the numbers in their order. The wishes
and feelings of a child are ``wish-<child>``.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import msgspec

from quorate_services.portal.pages.contribution.release_time import release_time
from quorate_services.portal.store.drafts import Fields
from quorate_services.portal.web.forms import cleaned

WISHES = "CHILDS_WISHES_AND_FEELINGS"
LONGEST = 64 * 1024
"""Bytes of one text that the API takes unless an installation sets it otherwise."""
_MOST_PARTS = 30
_NUMBER = re.compile(r"[1-9][0-9]?")


class PartFields(msgspec.Struct):
    """One part as it stands in the form. ``key`` begins the names of its fields."""

    key: str
    heading: str = ""
    text: str = ""
    audience: str = ""
    child_id: str = ""
    release: str = "ON_SUBMISSION"
    day: str = ""
    month: str = ""
    year: str = ""
    time: str = ""
    ground: str = ""
    reason: str = ""
    agency_ids: list[str] = []

    @property
    def is_empty(self) -> bool:
        """Whether nothing was written into it."""
        return not self.text and not self.reason


class ContributionFields(msgspec.Struct):
    """The whole form."""

    parts: list[PartFields]
    wishes: dict[str, str]
    wish_audience: str = ""
    wish_release: str = "ON_SUBMISSION"

    @property
    def is_empty(self) -> bool:
        """Whether nothing was written at all."""
        return all(part.is_empty for part in self.parts) and not any(self.wishes.values())


def contribution_from(fields: Fields, child_ids: Sequence[str]) -> ContributionFields:
    """Return what stands in the form; a form that was never touched has one empty part."""

    def one(name: str, default: str = "") -> str:
        return cleaned(fields.get(name, [default])[0])

    numbers = [each for each in dict.fromkeys(fields.get("part", [])) if _NUMBER.fullmatch(each)]
    parts = []
    for number in numbers[:_MOST_PARTS] or ["1"]:
        key = f"p{number}"
        names = [
            name for name in PartFields.__struct_fields__ if name not in ("key", "agency_ids", "release")
        ]
        given = {name: one(f"{key}-{name}") for name in names}
        release = one(f"{key}-release", "ON_SUBMISSION")
        parts.append(
            PartFields(key, **given, release=release, agency_ids=fields.get(f"{key}-agency_ids", []))
        )
    wishes = {child_id: one(f"wish-{child_id}") for child_id in child_ids}
    return ContributionFields(parts, wishes, one("wish_audience"), one("wish_release", "ON_SUBMISSION"))


def next_number(fields: Fields) -> str:
    """Return the number of a part that is added."""
    return str(
        max((int(each) for each in fields.get("part", ["1"]) if _NUMBER.fullmatch(each)), default=0) + 1
    )


def errors_in(written: ContributionFields, names: Mapping[str, str], now: datetime) -> dict[str, str]:
    """Return what is missing, by the id of the field. ``names`` are the children's, by id."""
    if written.is_empty:
        return {f"{written.parts[0].key}-text": "Write what your agency knows, or say that you hold nothing"}
    errors: dict[str, str] = {}
    for place, part in enumerate(written.parts, 1):
        if not part.is_empty:
            errors |= _errors_of(part, place, now)
    for child_id, text in written.wishes.items():
        if _too_long(text):
            errors[f"wish-{child_id}"] = f"What you wrote for {names[child_id]} is too long: shorten it"
    if any(written.wishes.values()) and not written.wish_audience:
        errors["wish_audience"] = "Choose who may read the child’s wishes and feelings"
    return errors


def parts_of(written: ContributionFields) -> list[dict[str, Any]]:
    """Return the parts as the API takes them. There are no errors in them."""
    sent = [_sent(part) for part in written.parts if not part.is_empty]
    for child_id, text in written.wishes.items():
        if text:
            sent.append(
                {
                    "heading": WISHES,
                    "text": text,
                    "childId": child_id,
                    "audience": written.wish_audience,
                    "release": written.wish_release,
                }
            )
    return sent


def _errors_of(part: PartFields, place: int, now: datetime) -> dict[str, str]:
    wanted = {
        "heading": (not part.heading, f"Part {place}: choose what it is about"),
        "text": (not part.text, f"Part {place}: write what you want to share"),
        "audience": (not part.audience, f"Part {place}: choose who may read it"),
    }
    if part.audience == "RESTRICTED":
        wanted["ground"] = (not part.ground, f"Part {place}: choose why it is restricted")
        wanted["reason"] = (not part.reason, f"Part {place}: say why it has to be restricted")
    errors = {f"{part.key}-{name}": sentence for name, (wrong, sentence) in wanted.items() if wrong}
    if _too_long(part.text):
        errors[f"{part.key}-text"] = (
            f"Part {place}: this is too long for one part. Shorten it, or share it in several"
        )
    if part.release == "AT_TIME":
        moment = release_time(part.day, part.month, part.year, part.time)
        if moment is None:
            errors[f"{part.key}-day"] = f"Part {place}: enter a day and a time, such as 3 12 2026 and 2:30pm"
        elif moment <= now:
            errors[f"{part.key}-day"] = f"Part {place}: the day and time must lie ahead"
    return errors


def _sent(part: PartFields) -> dict[str, Any]:
    sent: dict[str, Any] = {
        "heading": part.heading,
        "text": part.text,
        "audience": part.audience,
        "release": part.release,
    }
    if part.child_id:
        sent["childId"] = part.child_id
    if part.audience == "RESTRICTED":
        sent["restriction"] = {"ground": part.ground, "reason": part.reason, "agencyIds": part.agency_ids}
    if part.release == "AT_TIME":
        moment = release_time(part.day, part.month, part.year, part.time)
        assert moment is not None
        sent["releaseAt"] = moment.isoformat()
    return sent


def _too_long(text: str) -> bool:
    return len(text.encode()) > LONGEST
