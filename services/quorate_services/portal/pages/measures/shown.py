"""From what the API told to what the page shows: charts, how much is hidden, and what a choice does not reach."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from quorate_services.charts import Chart, Gap, Measure, Series, chart, series_of
from quorate_services.portal.pages.measures.asking import TRENDS, chosen
from quorate_services.portal.pages.measures.choices import Choices, Known
from quorate_services.portal.web.words import WORDS

MOST = 40
"""Charts on one page; more would be a page that nobody reads to its end."""
NAMES = {
    "agency": "agency",
    "sector": "kind of agency",
    "role": "role",
    "kind": "kind of meeting",
    "involvement": "involvement",
}


@dataclass(frozen=True)
class Shown:
    """What the page shows.

    ``hidden`` of ``figures`` are hidden (where nothing was counted there is no figure); ``left_out`` charts are
    more than fit; ``empty`` names measures for which nothing was counted; ``beyond`` says which choices a measure
    does not know.
    """

    charts: tuple[Chart, ...]
    hidden: int
    figures: int
    left_out: int
    empty: tuple[str, ...]
    beyond: tuple[str, ...]


def shown(choices: Choices, known: Known, cells: Mapping[str, Sequence[Mapping[str, Any]]]) -> Shown:
    """Return the charts of what was chosen. Nothing is added up here."""
    words = _words(known)
    drawn: list[tuple[Measure, Series]] = []
    empty = []
    for each in choices.measures:
        found = series_of(
            each, cells[each.query], words=words, first=choices.first.code, last=choices.last.code
        )
        if not found:
            empty.append(each.label)
        said = _scope(each, choices, words)
        drawn += [(each, _of(series, said)) for series in sorted(found, key=lambda one: one.scope)]
    kept = drawn[:MOST]
    return Shown(
        charts=tuple(
            chart(series, choices.options(each), f"chart-{place}")
            for place, (each, series) in enumerate(kept, 1)
        ),
        hidden=sum(series.gaps(Gap.HIDDEN) for _, series in kept),
        figures=sum(point.gap in (None, Gap.HIDDEN) for _, series in kept for point in series.points),
        left_out=len(drawn) - len(kept),
        empty=tuple(empty),
        beyond=_beyond(choices),
    )


def _of(series: Series, said: str) -> Series:
    """Return the series with its choices in its name: what is printed or saved says whom it is about."""
    return replace(series, scope=", ".join(filter(None, (said, series.scope))))


def _scope(each: Measure, choices: Choices, words: Mapping[str, str]) -> str:
    # The clocks name their kind of meeting themselves.
    named = {"kind"} if each.query == "timelinessTrend" else {choices.split}
    return ", ".join(
        words[value]
        for name, value in chosen(choices).items()
        if name in TRENDS[each.query].choices and name not in named
    )


def _beyond(choices: Choices) -> tuple[str, ...]:
    found = []
    for each in choices.measures:
        trend = TRENDS[each.query]
        names = [NAMES[name] for name in chosen(choices) if name not in trend.choices]
        if choices.split and choices.split not in trend.splits and NAMES[choices.split] not in names:
            names.append(NAMES[choices.split])
        if names:
            found.append(
                f"{each.label} is not counted by {' or '.join(names)}: your choice does not change it."
            )
    return tuple(found)


def _words(known: Known) -> dict[str, str]:
    closed = (WORDS[name] for name in ("Sector", "MeetingKind", "InvolvementBucket"))
    words: dict[str, str] = {}
    for each in (known.roles, *closed, known.agencies):
        words |= each
    return words
