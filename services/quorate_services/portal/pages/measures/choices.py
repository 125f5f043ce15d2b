"""What a reader chose to see: read from the address of the page, with sensible defaults."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from quorate_services.charts import MEASURES, REPORT_AGAINST_PRESENCE, Measure, Options, Period, measure
from quorate_services.portal.web.words import WORDS

IN_SHORT = (
    "attendance-where-involved",
    "attendance",
    "reports",
    "report-without-presence",
    "neither",
    "information-complete",
    "quorate",
    "conference-within-15-days",
    "actions-done",
)
"""What is shown where nothing is chosen: one chart for each thing that a board asks first."""
AGAINST = "report-against-presence"
SPLITS = ("agency", "sector", "role", "kind", "involvement")
YEARS = ("1", "2", "3", "5")
RUNS = ("6", "7", "8")
SECTOR = "sector:"
"""Begins the value of a whole sector, where an agency can be chosen."""
_FEWEST, _MONTHS = 6, {"MONTH": 1, "QUARTER": 3}
_DEFAULTS = {"period": "QUARTER", "years": "2", "run": "7", "screen": "yes"}


@dataclass(frozen=True)
class Known:
    """What there is to choose from besides closed sets: agencies by id, roles by code, each with its name."""

    agencies: Mapping[str, str]
    roles: Mapping[str, str]


@dataclass(frozen=True)
class Choices:
    """What was chosen. Empty means all; ``first`` and ``last`` are whole periods that are over."""

    first: Period
    last: Period
    period: str = "QUARTER"
    measure: str = ""
    agency: str = ""
    role: str = ""
    kind: str = ""
    involvement: str = ""
    split: str = ""
    run: int = 7
    screen: bool = True
    baseline: int | None = None
    errors: Mapping[str, str] = field(default_factory=dict)

    @property
    def measures(self) -> tuple[Measure, ...]:
        """The measures to be drawn."""
        names = {"": IN_SHORT, AGAINST: REPORT_AGAINST_PRESENCE}.get(self.measure, (self.measure,))
        return tuple(measure(name) for name in names)

    @property
    def time(self) -> str:
        """Return ``October 2024 to September 2026``."""
        return f"{first_day(self.first):%B %Y} to {last_day(self.last):%B %Y}"

    def options(self, each: Measure) -> Options:
        """Return how a measure is worked out."""
        return Options(
            direction=each.direction, screen=self.screen, run_length=self.run, baseline=self.baseline
        )


def first_day(period: Period) -> date:
    """Return the day on which a period begins."""
    months = period.number * period.months
    return date(months // 12, months % 12 + 1, 1)


def last_day(period: Period) -> date:
    """Return the day on which a period ends."""
    return first_day(Period(period.months, period.number + 1)) - timedelta(days=1)


def last_over(today: date, period: str = "QUARTER") -> Period:
    """Return the latest month or quarter that is over: the one that is running would be half a figure."""
    months = _MONTHS[period]
    return Period(months, (today.year * 12 + today.month - 1) // months - 1)


def read(given: Mapping[str, str], known: Known, today: date) -> Choices:
    """Return what was chosen. What cannot be taken is left at its default, with a sentence in ``errors``."""
    errors: dict[str, str] = {}
    sets = {
        "period": set(_MONTHS),
        "years": set(YEARS),
        "run": set(RUNS),
        "screen": {"yes", "no"},
        "measure": {"", AGAINST, *(each.name for each in MEASURES)},
        "agency": {"", *known.agencies, *(f"{SECTOR}{sector}" for sector in WORDS["Sector"])},
        "role": {"", *known.roles},
        "kind": {"", *WORDS["MeetingKind"]},
        "involvement": {"", *WORDS["InvolvementBucket"]},
        "split": {"", *SPLITS},
    }
    taken = {name: given.get(name) or _DEFAULTS.get(name, "") for name in sets}
    for name, allowed in sets.items():
        if taken[name] not in allowed:
            errors[name] = "Choose one from the list"
            taken[name] = _DEFAULTS.get(name, "")
    last = last_over(today, taken["period"])
    first = Period(last.months, last.number - int(taken["years"]) * (12 // last.months) + 1)
    if taken["split"] and not taken["measure"]:
        errors["measure"] = "Choose one measure, to see it side by side"
    return Choices(
        first=first,
        last=last,
        period=taken["period"],
        measure=taken["measure"],
        agency=taken["agency"],
        role=taken["role"],
        kind=taken["kind"],
        involvement=taken["involvement"],
        split=taken["split"],
        run=int(taken["run"]),
        screen=taken["screen"] == "yes",
        baseline=_baseline(given.get("baseline", "").strip(), last.number - first.number + 1, errors),
        errors=errors,
    )


def _baseline(text: str, periods: int, errors: dict[str, str]) -> int | None:
    if not text:
        return None
    if text.isascii() and text.isdecimal() and len(text) < 4 and _FEWEST <= int(text) <= periods:
        return int(text)
    errors["baseline"] = f"Enter a number from {_FEWEST} to {periods}, or leave it empty"
    return None
