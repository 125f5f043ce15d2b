"""Puts texts together: sentences drawn for one family, filled in with its names and numbers."""

from collections.abc import Sequence

from quorate_services.demo.chance import Chance
from quorate_services.demo.families import Family, FamilyChild
from quorate_services.demo.texts.concerns import SUMMARIES

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip


class Pen:
    """Writes about one family at one meeting."""

    def __init__(self, chance: Chance, family: Family, year: int, month: int) -> None:
        self._chance = chance
        self._family = family
        self._year, self._month = year, month
        self._concern = SUMMARIES[family.concern]

    def line(self, options: Sequence[str], child: FamilyChild) -> str:
        """Return one of the sentences, filled in."""
        return self._filled(self._chance.one_of(options), child)

    def paragraph(self, options: Sequence[str], child: FamilyChild, number: int) -> str:
        """Return up to ``number`` different sentences as one paragraph."""
        return self._filled(" ".join(self._chance.some_of(options, number)), child)

    def chronology(self, options: Sequence[str], child: FamilyChild, number: int) -> str:
        """Return dated lines, the oldest first."""
        chance = self._chance
        lines = []
        for back, sentence in zip(range(number * 2, 0, -2), chance.some_of(options, number), strict=False):
            months = self._year * 12 + self._month - 1 - back
            day = chance.between(1, 28)
            lines.append(f"{day} {_MONTHS[months % 12]} {months // 12}: {sentence}")
        return self._filled("\n".join(lines), child)

    def _filled(self, text: str, child: FamilyChild) -> str:
        if "{" not in text:
            return text
        chance = self._chance
        return text.format(
            child=child.name.partition(" ")[0],
            surname=self._family.surname,
            concern=self._concern,
            n=chance.between(2, 9),
            percent=chance.between(71, 94),
        )
