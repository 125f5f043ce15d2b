"""Who asks: by an explicit header in demo and tests, and nobody anywhere else."""

from typing import Any
from uuid import uuid4

import pytest

VIEWER = "{ viewer { practitionerId agencyId } }"
CANCEL = """mutation { cancelMeeting(
    input: {meetingId: "00000000-0000-4000-8000-000000000001", reason: "x"},
    commandId: "00000000-0000-4000-8000-000000000002") { __typename } }"""


async def test_the_header_names_the_practitioner_and_the_directory_the_agency(api: Any, people: Any) -> None:
    viewer = (await api.ask(VIEWER, people.police))["viewer"]
    assert viewer == {
        "practitionerId": str(people.police.practitioner_id),
        "agencyId": str(people.police.agency_id),
    }


async def test_without_the_header_nobody_asks(api: Any) -> None:
    assert (await api.ask(VIEWER))["viewer"] is None


@pytest.mark.parametrize("claimed", [str(uuid4()), "somebody", ""])
async def test_somebody_who_is_not_registered_is_refused(api: Any, claimed: str) -> None:
    headers = {"X-Quorate-Practitioner": claimed}
    answer = await api.http.post("/graphql", json={"query": VIEWER}, headers=headers)
    assert answer.status_code == 401
    assert answer.json()["errors"][0]["extensions"]["code"] == "not_identified"


async def test_a_command_needs_somebody(api: Any) -> None:
    answer = await api.send(CANCEL)
    assert answer["errors"][0]["extensions"]["code"] == "not_identified"


async def test_production_does_not_believe_the_header(production: Any, people: Any) -> None:
    assert (await production.ask(VIEWER, people.police))["viewer"] is None


async def test_production_refuses_a_command_of_the_header(production: Any, people: Any) -> None:
    answer = await production.send(CANCEL, people.police)
    assert answer["errors"][0]["extensions"]["code"] == "not_identified"
