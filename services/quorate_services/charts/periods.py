"""Months and calendar quarters, as the trends of the API write them: ``2026-03`` and ``2026-Q1``."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Self

from quorate_services.charts.errors import PeriodInvalid

_WRITTEN = re.compile(r"(?P<year>[0-9]{4})-(?:Q(?P<quarter>[1-4])|(?P<month>0[1-9]|1[0-2]))", re.ASCII)
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
MOST = 600
"""The most periods of one chart: fifty years of months."""


@dataclass(frozen=True, order=True)
class Period:
    """One month, or one quarter: ``months`` is 1 or 3, ``number`` counts such periods from the year 0."""

    months: int
    number: int

    @classmethod
    def read(cls, text: str) -> Self:
        """Return the period written as ``2026-03`` or ``2026-Q1``. Raises :class:`PeriodInvalid`."""
        found = _WRITTEN.fullmatch(text)
        if found is None:
            raise PeriodInvalid("This is no period.", "Write a month as 2026-03, or a quarter as 2026-Q1.")
        year = int(found["year"])
        if found["quarter"]:
            return cls(3, year * 4 + int(found["quarter"]) - 1)
        return cls(1, year * 12 + int(found["month"]) - 1)

    @property
    def year(self) -> int:
        """The calendar year."""
        return self.number * self.months // 12

    @property
    def noun(self) -> str:
        """Return ``month`` or ``quarter``."""
        return "month" if self.months == 1 else "quarter"

    @property
    def short(self) -> str:
        """Return ``Mar`` or ``Jan–Mar``. No ``Q1``: many boards number quarters from April."""
        return "–".join(month[:3] for month in self._ends())

    @property
    def code(self) -> str:
        """The period as the API writes it."""
        if self.months == 1:
            return f"{self.year:04}-{self.number % 12 + 1:02}"
        return f"{self.year:04}-Q{self.number % 4 + 1}"

    def __str__(self) -> str:
        """Return ``March 2026`` or ``January to March 2026``."""
        return f"{' to '.join(self._ends())} {self.year}"

    def _ends(self) -> tuple[str, ...]:
        first = self.number * self.months % 12
        return (_MONTHS[first],) if self.months == 1 else (_MONTHS[first], _MONTHS[first + 2])


def every(first: Period, last: Period) -> Iterator[Period]:
    """Yield every period from the first to the last. Raises :class:`PeriodInvalid`."""
    of_one_length((first, last))
    if last.number - first.number >= MOST:
        raise PeriodInvalid(
            f"A chart shows at most {MOST} periods.", "Ask for a later beginning, or for quarters."
        )
    for number in range(first.number, last.number + 1):
        yield Period(first.months, number)


def of_one_length(periods: Iterable[Period]) -> None:
    """Check that all are months, or all are quarters. Raises :class:`PeriodInvalid`."""
    if len({period.months for period in periods}) > 1:
        raise PeriodInvalid("Months and quarters stand side by side.", "Draw a chart for each.")
