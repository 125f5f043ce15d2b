"""What makes one history: when it ends, how long and how large it is, and the seed of its chances."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from quorate_events.rules.london_time import london_date
from quorate_events.rules.rule_set import RuleSetRef


@dataclass(frozen=True)
class Profile:
    """A history of ``months`` months up to ``now`` (aware UTC), as of the partnership's present day.

    ``scale`` 1.0 is a city of about 60,000 children: 20 initial and 40 review conferences a month,
    25 strategy discussions a week. Half way the police change how they staff initial conferences.
    Raises ``ValueError`` for a naive ``now`` and for a length or scale that is not positive.
    """

    now: datetime
    months: int = 24
    scale: float = 1.0
    seed: int = 2019
    rule_set: RuleSetRef = field(default_factory=lambda: RuleSetRef(id="northbrook", version="2026-1"))

    def __post_init__(self) -> None:
        if self.now.tzinfo is None:
            raise ValueError("now needs a time zone.")
        if self.months < 1 or self.scale <= 0:
            raise ValueError("months and scale must be positive.")

    @property
    def today(self) -> date:
        """The London date on which the history ends."""
        return london_date(self.now.astimezone(UTC))

    @property
    def start(self) -> date:
        """The first day of the first month told."""
        return _months_before(self.today, self.months)

    @property
    def change_of_practice(self) -> date:
        """The day from which the police staff initial conferences in another way."""
        return _months_before(self.today, self.months // 2)

    @property
    def horizon(self) -> date:
        """The last day for which meetings are planned ahead."""
        return self.today + timedelta(days=150)


def _months_before(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, 1)
