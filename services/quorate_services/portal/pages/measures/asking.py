"""Asks the API for what was chosen: each trend once, with those choices that it knows."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from quorate_services.portal.pages.measures.choices import SECTOR, Choices, Known, first_day, last_day
from quorate_services.portal.web.visit import Visit


@dataclass(frozen=True)
class Trend:
    """One trend of the API: its document, and by what its cells can be chosen and split."""

    document: str
    choices: frozenset[str]
    splits: frozenset[str]


TRENDS: Mapping[str, Trend] = {
    "attendanceTrend": Trend(
        "measures_attendance",
        frozenset({"agency", "sector", "role", "kind", "involvement"}),
        frozenset({"agency", "sector", "role", "kind", "involvement"}),
    ),
    "meetingMetrics": Trend("measures_meetings", frozenset({"kind"}), frozenset({"kind"})),
    "inquorateTrend": Trend("measures_inquorate", frozenset(), frozenset()),
    "timelinessTrend": Trend("measures_clocks", frozenset({"kind"}), frozenset({"kind"})),
    "conferenceDurations": Trend("measures_durations", frozenset(), frozenset()),
    "actionsDone": Trend("measures_actions", frozenset({"agency"}), frozenset({"agency"})),
}
"""By the query that the charts' measures name."""


def chosen(choices: Choices) -> dict[str, str]:
    """Return the choices that narrow what is counted, by name; a sector is no agency."""
    sector = choices.agency.startswith(SECTOR)
    all_of_them = {
        "agency": "" if sector else choices.agency,
        "sector": choices.agency.removeprefix(SECTOR) if sector else "",
        "role": choices.role,
        "kind": choices.kind,
        "involvement": choices.involvement,
    }
    return {name: value for name, value in all_of_them.items() if value}


def variables(query: str, choices: Choices) -> dict[str, Any]:
    """Return the variables of the trend's document."""
    known = {name: value for name, value in chosen(choices).items() if name in TRENDS[query].choices}
    split = choices.split if choices.split in TRENDS[query].splits else ""
    asked: dict[str, Any] = {
        "from": first_day(choices.first).isoformat(),
        "to": last_day(choices.last).isoformat(),
    }
    if query == "actionsDone":
        return {
            **asked, "by": choices.period, "byAgency": split == "agency", "agencyId": known.get("agency"),
        }  # fmt: skip
    asked["period"] = choices.period
    if "kind" in TRENDS[query].choices:
        asked["kinds"] = _only(known, "kind")
    if query == "meetingMetrics":
        asked["byKind"] = split == "kind"
    if query == "attendanceTrend":
        asked["groupBy"] = [split.upper()] if split else []
        asked["agencyIds"] = _only(known, "agency")
        asked["sectors"] = _only(known, "sector")
        asked["roles"] = _only(known, "role")
        asked["involvements"] = _only(known, "involvement")
    return asked


async def told(visit: Visit, choices: Choices) -> dict[str, list[dict[str, Any]]]:
    """Return the cells of every trend that the chosen measures need, by query. Raises as ``Visit.ask``."""
    queries = dict.fromkeys(each.query for each in choices.measures)
    return {
        query: (await visit.ask(TRENDS[query].document, **variables(query, choices)))[query]
        for query in queries
    }


async def known(visit: Visit) -> Known:
    """Return the agencies and roles that can be chosen. Raises as ``Visit.ask``."""
    roles = {role.code: role.label for role in (await visit.roles()).values() if role.sector}
    return Known(
        await visit.agency_names(),
        dict(sorted(roles.items(), key=lambda each: each[1])),
    )


def _only(known: Mapping[str, str], name: str) -> list[str] | None:
    return [known[name]] if name in known else None
