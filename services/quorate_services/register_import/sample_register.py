"""Makes the sample register: invented meetings whose counts are those of three published results.

What is published and what is constructed to fit is said in `docs/guides/import-register.md`. Run as a module,
it writes `sample/register.csv` anew: ``python -m quorate_services.register_import.sample_register``.
"""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from importlib import resources
from pathlib import Path

from quorate_events.rules.calendar import WorkingDayCalendar
from quorate_events.rules.rule_sets import RuleSets
from quorate_services.register_import.columns import NAMES

CAMBRIDGESHIRE = (91, 64, 86)
"""Initial conferences; attended by the police; with a report of the police."""
BRACKNELL_FIRST_HALF = (40, 92, 120)
BRACKNELL_SECOND_HALF = (41, 91, 114)
"""Initial conferences; review conferences; quorate."""
STOKE = (40, 25, 6, 2)
"""Initial conferences; police significantly involved; of those attended; of the others attended."""


@dataclass(frozen=True)
class _Meeting:
    reference: str
    kind: str
    day: date
    time: str
    children: str
    quorate: bool


class SampleRegister:
    """Writes the rows. ``calendar`` keeps the meetings on working days."""

    def __init__(self, calendar: WorkingDayCalendar) -> None:
        self._calendar = calendar

    def text(self) -> str:
        """Return the whole file."""
        out = io.StringIO(newline="")
        writer = csv.DictWriter(out, NAMES, lineterminator="\n", restval="")
        writer.writeheader()
        for part in (self._cambridgeshire(), self._bracknell(), self._stoke()):
            writer.writerows(part)
        return out.getvalue()

    def _cambridgeshire(self) -> Iterator[dict[str, str]]:
        held, attended, reports = CAMBRIDGESHIRE
        for number, meeting in self._meetings("CA", "initial", held, date(2015, 10, 1), date(2016, 3, 31)):
            yield from self._core(meeting, "Cambridgeshire")
            yield self._police(
                meeting,
                "Cambridgeshire Police",
                attends=_spread(number, attended, held),
                reports=_spread(number * 11 % held, reports, held),
            )

    def _bracknell(self) -> Iterator[dict[str, str]]:
        halves = (
            ("BF1", BRACKNELL_FIRST_HALF, date(2014, 4, 1), date(2014, 9, 30)),
            ("BF2", BRACKNELL_SECOND_HALF, date(2014, 10, 1), date(2015, 3, 31)),
        )
        for prefix, (initial, review, quorate), first, last in halves:
            held = initial + review
            for number, meeting in self._meetings(prefix, "", held, first, last):
                kind = "initial" if _spread(number, initial, held) else "review"
                enough = _spread(number * 5 % held, quorate, held)
                told = _Meeting(meeting.reference, kind, meeting.day, meeting.time, meeting.children, enough)
                yield from self._core(told, "Bracknell Forest")

    def _stoke(self) -> Iterator[dict[str, str]]:
        held, significant, attended, others = STOKE
        for number, meeting in self._meetings("ST", "initial", held, date(2018, 10, 1), date(2019, 1, 31)):
            yield from self._core(meeting, "Stoke-on-Trent")
            involved = number < significant
            attends = number < attended or significant <= number < significant + others
            yield self._police(
                meeting, "Staffordshire Police", attends=attends, reports=True, significant=involved
            )

    def _meetings(
        self, prefix: str, kind: str, held: int, first: date, last: date
    ) -> Iterator[tuple[int, _Meeting]]:
        """Yield numbered meetings, spread evenly over the working days between two days."""
        start = self._calendar.add_working_days(first, 1)
        room = self._calendar.working_days_between(start, last)
        times = ("09:30", "11:00", "13:30", "15:00")
        for number in range(held):
            day = self._calendar.add_working_days(start, number * room // held)
            children = "|".join(f"{prefix}-C{number:03d}{letter}" for letter in "AB"[: 1 + number % 2])
            reference = f"{prefix}-{number + 1:03d}"
            yield number, _Meeting(reference, kind, day, times[number % 4], children, True)

    def _core(self, meeting: _Meeting, place: str) -> Iterator[dict[str, str]]:
        """Social care, the health visitor and the school; without quoracy only social care and the school."""
        came = "attended" if meeting.quorate else "apologies"
        yield self._row(meeting, f"{place} Children's Social Care", "childrens_social_care", "social_worker")
        yield self._row(meeting, f"{place} Health Visiting", "health", "health_visitor", attendance=came)
        yield self._row(meeting, f"{place} Schools", "education", "designated_safeguarding_lead")

    def _police(
        self, meeting: _Meeting, agency: str, *, attends: bool, reports: bool, significant: bool | None = None
    ) -> dict[str, str]:
        level = "" if significant is None else "current" if significant else "historic"
        report = self._calendar.add_working_days(meeting.day, -4).isoformat() if reports else ""
        return self._row(
            meeting,
            agency,
            "police",
            "police_officer",
            attendance="attended" if attends else "report_only" if reports else "absent",
            report=report,
            involvement=level,
            significant="" if significant is None else "yes" if significant else "no",
        )

    def _row(
        self,
        meeting: _Meeting,
        agency: str,
        sector: str,
        role: str,
        attendance: str = "attended",
        **more: str,
    ) -> dict[str, str]:
        return {
            "meeting_reference": meeting.reference,
            "kind": meeting.kind,
            "date": meeting.day.isoformat(),
            "time": meeting.time,
            "form": "in_person",
            "agency": agency,
            "sector": sector,
            "role": role,
            "answer": "apologies" if attendance == "apologies" else "",
            "attendance": attendance,
            "mode": "in_person" if attendance == "attended" else "",
            "child_references": meeting.children,
            "quorate": "yes" if meeting.quorate else "proceeded",
            **more,
        }


def _spread(number: int, wins: int, of: int) -> bool:
    """True for exactly ``wins`` of the numbers from 0 to ``of`` - 1, evenly spread."""
    return (number + 1) * wins // of > number * wins // of


def sample() -> bytes:
    """Return the shipped sample register."""
    return (resources.files("quorate_services.register_import") / "sample" / "register.csv").read_bytes()


def make() -> str:
    """Return the sample register as the packaged calendar gives it."""
    rules = RuleSets.packaged()
    return SampleRegister(rules.calendar_of(rules.latest("england-baseline"))).text()


if __name__ == "__main__":
    (Path(__file__).parent / "sample" / "register.csv").write_text(make(), encoding="utf-8")
