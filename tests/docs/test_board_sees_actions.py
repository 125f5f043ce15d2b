"""What a board sees of the actions of the demo: the whole partnership first, and how much is hidden beyond that."""

from typing import Any
from uuid import uuid4

from tests.docs.conftest import OpenReader
from tests.docs.printed import Operation
from tests.docs.reader import Reader

FIGURES = ("due", "doneOnTime", "doneLate", "notDone", "stillOpen", "putOff")


async def asked(reader: Reader, arguments: str = "") -> list[dict[str, Any]]:
    fields = f"period agencyId agency {{ name }} suppressed hiddenFigures {' '.join(FIGURES)}"
    document = f"{{ actionsDone{arguments} {{ {fields} }} }}"
    answer = await reader.send(Operation("board", 0, document, "board", {}, None))
    assert "errors" not in answer, answer
    return list(answer["data"]["actionsDone"])


def hidden(cell: dict[str, Any]) -> int:
    return [cell[name] for name in FIGURES].count(None)


async def test_the_whole_partnership_comes_first_and_each_answer_says_how_much_it_hides(
    open_reader: OpenReader,
) -> None:
    async with open_reader("actions") as reader:
        quarters = await asked(reader)
        months = await asked(reader, "(by: MONTH)")
        agencies = await asked(reader, "(byAgency: true)")
        finest = await asked(reader, "(by: MONTH, byAgency: true)")
        for cell in (*quarters, *months, *agencies, *finest):
            assert cell["hiddenFigures"] == hidden(cell)
            assert cell["suppressed"] == bool(hidden(cell))
        assert all(cell["agency"] is None and "-Q" in cell["period"] for cell in quarters)
        assert len(quarters) == len({cell["period"] for cell in quarters})
        assert all(cell["agency"] is None for cell in months)
        assert all(cell["agency"] for cell in (*agencies, *finest))
        # Shown as a whole, much hidden by agency, nearly all by agency and month.
        shares = [
            sum(map(hidden, cells)) / (len(cells) * len(FIGURES)) for cells in (quarters, agencies, finest)
        ]
        assert shares == sorted(shares)
        assert any(cell["due"] for cell in quarters)
        assert await asked(reader, f'(agencyId: "{uuid4()}")') == []
        one = await asked(reader, f'(agencyId: "{agencies[0]["agencyId"]}")')
        assert one == [cell for cell in agencies if cell["agencyId"] == agencies[0]["agencyId"]]
