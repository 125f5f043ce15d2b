"""Accounts as they should come to a member, and who is told."""

from typing import Any
from uuid import uuid4

import pytest
from tests.support.keeping import CODE, Account, Agency, agency

from quorate_events.people.one_time_code import hash_of
from quorate_events.people.sign_in import sign_in_id
from quorate_services.dev_issuer.issuer import ISSUER

CHANGES = """query ($of: UUID, $first: Int, $after: String) {
    signInChanges(practitionerId: $of, first: $first, after: $after) {
        totalCount pageInfo { hasNextPage endCursor }
        nodes { change issuer practitionerName byPractitionerName } } }"""


@pytest.fixture
async def house(api: Any, office: Any) -> Agency:
    return await agency(api, office)


async def test_two_coordinators_let_a_newcomer_in(house: Agency) -> None:
    account = Account(uuid4())
    link = house.link(account, "newcomer")
    assert await house.sends("coordinator", "linkSignIn", **link) == "accepted"
    assert await house.sends("second coordinator", "confirmSignIn", **link) == "accepted"
    assert await house.lets_in(account) == "newcomer"


async def test_a_person_adds_an_account_of_their_own(house: Agency) -> None:
    further = Account(uuid4())
    assert await house.sends(further, "offerSignIn", codeHash=hash_of(CODE)) == "accepted"
    accept = {
        "practitionerId": str(house.people["victim"].practitioner_id),
        "signInId": str(sign_in_id(ISSUER, str(further.practitioner_id))),
        "code": CODE,
    }
    wrong = await house.sends("victim", "acceptSignIn", **{**accept, "code": CODE + "!"})
    assert wrong == "sign_in_offer_not_accepted"
    assert await house.sends("victim", "acceptSignIn", **accept) == "accepted"
    assert await house.lets_in(further) == "victim"
    assert await house.lets_in(house.people["victim"]) == "victim"
    assert await house.sends("victim", "acceptSignIn", **accept) == "sign_in_offer_not_accepted"


async def test_the_member_and_who_accounts_for_access_are_told(house: Agency, office: Any) -> None:
    victim, coordinator = house.people["victim"], house.people["coordinator"]
    theirs = house.link(victim, "victim")
    sent = await house.api.command("unlinkSignIn", coordinator, **theirs, reason="Lost")
    mine = str(victim.practitioner_id)
    linked = await house.api.command("linkSignIn", coordinator, **theirs)
    await house.sends("second coordinator", "confirmSignIn", **theirs)
    last = await house.api.command("unlinkSignIn", coordinator, **theirs, reason="Lost again")
    assert sent["position"] < linked["position"] < last["position"]
    await office.board.wait_for(office.projections, last["position"], 10)
    for who in ("officer", "auditor"):
        answer = await house.api.ask(CHANGES, house.people[who], of=mine)
        found = answer["signInChanges"]
        assert found["totalCount"] == 6
        assert [each["change"] for each in found["nodes"]][:4] == [
            "UNLINKED", "CONFIRMED", "WAITS", "UNLINKED",
        ]  # fmt: skip
        assert {each["practitionerName"] for each in found["nodes"]} == {"victim"}
        assert found["nodes"][0]["byPractitionerName"] == "coordinator"
        assert found["nodes"][1]["byPractitionerName"] == "second coordinator"


async def test_everybody_is_told_of_their_own_accounts_and_of_no_others(house: Agency, office: Any) -> None:
    link = house.link(Account(uuid4()), "newcomer")
    last = await house.api.command("linkSignIn", house.people["coordinator"], **link)
    await office.board.wait_for(office.projections, last["position"], 10)
    mine = str(house.people["victim"].practitioner_id)
    found = (await house.api.ask(CHANGES, house.people["victim"], of=mine))["signInChanges"]
    assert [each["change"] for each in found["nodes"]] == ["CONFIRMED", "WAITS"]
    for of in (None, link["practitionerId"]):
        answer = await house.api.send(CHANGES, house.people["victim"], of=of)
        assert answer["errors"][0]["extensions"]["code"] == "no_duty"


async def test_changes_are_paged(house: Agency, office: Any) -> None:
    link = house.link(Account(uuid4()), "newcomer")
    last = await house.api.command("linkSignIn", house.people["coordinator"], **link)
    await office.board.wait_for(office.projections, last["position"], 10)
    officer, of = house.people["officer"], str(house.people["victim"].practitioner_id)
    first = (await house.api.ask(CHANGES, officer, of=of, first=1))["signInChanges"]
    assert first["pageInfo"]["hasNextPage"]
    rest = await house.api.ask(CHANGES, officer, of=of, first=5, after=first["pageInfo"]["endCursor"])
    changes = [*first["nodes"], *rest["signInChanges"]["nodes"]]
    assert [each["change"] for each in changes] == ["CONFIRMED", "WAITS"]
