"""All that is asked of the coordinator's agency, and how much of it waits for whom."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

import msgspec

from quorate_services.portal.web.visit import Visit

NOBODY = "nobody"
"""Whom work is for that names nobody: everybody of the agency can do it."""
GIVEN = {"ACCEPT_ACTION": "action", "COMPLETE_ACTION": "action", "ANSWER_INVITATION": "invitation"}
"""The kinds of work that the API lets an agency give to a colleague, with the word for it in an address."""


class Load(msgspec.Struct, frozen=True):
    """How much waits for one colleague, or for nobody in particular."""

    who: str
    name: str
    items: int
    overdue: int


async def agency_work(visit: Visit) -> list[dict[str, Any]]:
    """Return everything that is asked of the agency, the most urgent first. Raises as ``Visit.ask``.

    What a colleague is told in person (a meeting to chair, a notice) names no agency, and is not in it.
    """
    found = await visit.ask_all("agency_work", "workList", at_least=True)
    return [each for each in found if each["agencyId"] == visit.person.agency_id]


def whose(item: dict[str, Any]) -> str:
    """Return the id of whom an item is for, or ``NOBODY``."""
    return str(item["practitionerId"] or NOBODY)


def loads(items: Iterable[dict[str, Any]]) -> list[Load]:
    """Return how much waits for whom: for nobody in particular first, then by name."""
    names: dict[str, str] = {}
    count: Counter[str] = Counter()
    overdue: Counter[str] = Counter()
    for item in items:
        who = whose(item)
        names[who] = item["practitioner"]["name"] if item["practitioner"] else "Nobody in particular"
        count[who] += 1
        overdue[who] += bool(item["overdue"])
    order = sorted(names, key=lambda who: (who != NOBODY, names[who], who))
    return [Load(who, names[who], count[who], overdue[who]) for who in order]


def may_give(duties: Iterable[str]) -> bool:
    """Return whether somebody with these duties may answer and act for the agency.

    A coordinator sees all of it. To answer and to act takes the duty of a practitioner or conference administrator.
    """
    return not {"PRACTITIONER", "CONFERENCE_ADMINISTRATOR"}.isdisjoint(duties)
