"""A list is asked for to its end, however long it is."""

from typing import Any

from quorate_services.portal.web.visit import Visit

NAMES = [f"Agency {number:03}" for number in range(250, 0, -1)]
AT_ONCE = 100


class Answered(Visit):
    """A visit whose API has 250 agencies, and hands out 100 at once."""

    def __init__(self) -> None:
        self.asked: list[str | None] = []

    async def ask(self, document: str, **variables: Any) -> dict[str, Any]:
        self.asked.append(variables["after"])
        start = int(variables["after"] or 0)
        end = min(start + AT_ONCE, len(NAMES))
        nodes = [{"agencyId": name, "name": name} for name in NAMES[start:end]]
        more = {"hasNextPage": end < len(NAMES), "endCursor": str(end)}
        return {document: {"nodes": nodes, "pageInfo": more}}


async def test_every_agency_is_listed_by_name_also_where_there_are_more_than_the_api_hands_out() -> None:
    visit = Answered()
    assert [each["name"] for each in await visit.agencies()] == sorted(NAMES)
    assert visit.asked == [None, "100", "200"]
