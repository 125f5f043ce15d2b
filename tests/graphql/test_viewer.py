"""Who asks is told who they are, by name, and nothing of anybody else."""

from tests.graphql.conftest import Api, People

ASKED = "{ viewer { practitionerId practitioner { name agency { name } } agency { name sector } } }"


async def test_whoever_asks_is_told_their_own_name_and_agency(api: Api, people: People) -> None:
    viewer = (await api.ask(ASKED, people.police))["viewer"]
    assert viewer == {
        "practitionerId": str(people.police.practitioner_id),
        "practitioner": {"name": "A Person", "agency": {"name": "police"}},
        "agency": {"name": "police", "sector": "POLICE"},
    }


async def test_nobody_is_told_nothing(api: Api) -> None:
    assert await api.ask(ASKED) == {"viewer": None}
