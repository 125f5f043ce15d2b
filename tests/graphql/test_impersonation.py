"""Every way to pass for a member: tried by who keeps members, by strangers, by software, by former members."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from tests.support.keeping import CODE, Account, Agency, agency

from quorate_events.people.one_time_code import hash_of
from quorate_events.people.sign_in import sign_in_id
from quorate_services.dev_issuer.issuer import ISSUER

KEEPERS = ("coordinator", "partner")


@pytest.fixture
async def house(api: Any, office: Any) -> Agency:
    return await agency(api, office)


@pytest.fixture
def mine() -> Account:
    """A second account of the attacker's."""
    return Account(uuid4())


def offer_id(account: Account) -> str:
    return str(sign_in_id(ISSUER, str(account.practitioner_id)))


@pytest.mark.parametrize("keeper", KEEPERS)
async def test_a_keeper_links_no_further_account_to_a_person(
    house: Agency, mine: Account, keeper: str
) -> None:
    assert await house.sends(keeper, "linkSignIn", **house.link(mine, "victim")) == "person_has_sign_in"
    assert await house.lets_in(mine) == "not_a_member"
    own = house.people[keeper]
    assert await house.sends(keeper, "linkSignIn", **house.link(own, "victim")) == "sign_in_taken"
    assert await house.lets_in(own) == keeper


@pytest.mark.parametrize("keeper", KEEPERS)
async def test_a_keeper_alone_swaps_no_account(house: Agency, mine: Account, keeper: str) -> None:
    theirs = house.link(house.people["victim"], "victim")
    assert await house.sends(keeper, "unlinkSignIn", **theirs, reason="Lost") == "accepted"
    await alone(house, keeper, mine, "victim")


@pytest.mark.parametrize("keeper", KEEPERS)
@pytest.mark.parametrize("member", ["newcomer", "software"])
async def test_a_keeper_alone_signs_in_as_nobody_who_has_no_account_yet_and_as_no_software(
    house: Agency, mine: Account, keeper: str, member: str
) -> None:
    await alone(house, keeper, mine, member)


@pytest.mark.parametrize("keeper", KEEPERS)
@pytest.mark.parametrize("register", ["registerPractitioner", "registerSystemClient"])
async def test_a_keeper_alone_makes_up_no_member(
    house: Agency, mine: Account, keeper: str, register: str
) -> None:
    made_up = uuid4()
    fields = {"practitionerId": str(made_up), "name": "Nobody", "agencyId": str(house.agency_id)}
    assert await house.sends(keeper, register, **fields) == "accepted"
    await alone(house, keeper, mine, made_up)


async def alone(house: Agency, keeper: str, account: Account, member: str | UUID) -> None:
    """Whatever a keeper links waits for another; the keeper cannot be that other one."""
    link = house.link(account, member)
    assert await house.sends(keeper, "linkSignIn", **link) == "accepted"
    assert await house.lets_in(account) == "sign_in_not_confirmed"
    assert await house.sends(keeper, "confirmSignIn", **link) == "second_person_needed"
    assert await house.sends(account, "confirmSignIn", **link) == "sign_in_not_confirmed"
    assert await house.lets_in(account) == "sign_in_not_confirmed"


@pytest.mark.parametrize("keeper", KEEPERS)
async def test_a_keeper_alone_invites_no_second_self(house: Agency, mine: Account, keeper: str) -> None:
    person = uuid4()
    assert await house.sends(keeper, "inviteMember", **house.invitation(person)) == "accepted"
    linked = await house.sends(keeper, "linkSignIn", **house.link(mine, person))
    assert linked == "membership_wrong_standing"
    accept = {"practitionerId": str(person), "code": CODE}
    assert await house.sends(mine, "acceptInvitation", **accept) == "accepted"
    confirm = {"practitionerId": str(person)}
    assert await house.sends(keeper, "confirmMember", **confirm) == "second_person_needed"
    assert await house.sends(mine, "confirmMember", **confirm) == "membership_not_confirmed"
    assert await house.lets_in(mine) == "membership_not_confirmed"
    again = await house.sends(keeper, "linkSignIn", **house.link(Account(uuid4()), person))
    assert again == "membership_wrong_standing"
    assert await house.sends("second coordinator", "confirmMember", **confirm) == "accepted"
    assert await house.lets_in(mine) == "somebody"


@pytest.mark.parametrize("keeper", KEEPERS)
async def test_nobodys_id_is_taken_over(house: Agency, keeper: str) -> None:
    victim = house.people["victim"].practitioner_id
    assert await house.sends(keeper, "inviteMember", **house.invitation(victim)) == "already_registered"
    software = {"practitionerId": str(victim), "name": "Records", "agencyId": str(house.agency_id)}
    assert await house.sends(keeper, "registerSystemClient", **software) == "already_registered"


@pytest.mark.parametrize("member", ["suspended", "ended"])
async def test_no_account_is_linked_to_whoever_is_kept_out(house: Agency, mine: Account, member: str) -> None:
    refused = await house.sends("coordinator", "linkSignIn", **house.link(mine, member))
    assert refused == "membership_wrong_standing"


@pytest.mark.parametrize(
    "who",
    ["coordinator", "second coordinator", "partner", "coordinator next door", "software", "newest"],
)
async def test_a_further_account_is_accepted_by_the_person_only(
    house: Agency, mine: Account, who: str
) -> None:
    assert await house.sends(mine, "offerSignIn", codeHash=hash_of(CODE)) == "accepted"
    victim = house.people["victim"].practitioner_id
    accept = {"practitionerId": str(victim), "signInId": offer_id(mine), "code": CODE}
    by = mine if who == "newest" else who
    assert await house.sends(by, "acceptSignIn", **accept) in ("no_duty", "not_a_member")
    assert await house.lets_in(mine) == "not_a_member"


async def test_software_has_no_further_account_of_its_own_making(house: Agency, mine: Account) -> None:
    await house.sends(mine, "offerSignIn", codeHash=hash_of(CODE))
    own = str(house.people["software"].practitioner_id)
    accept = {"practitionerId": own, "signInId": offer_id(mine), "code": CODE}
    assert await house.sends("software", "acceptSignIn", **accept) == "no_duty"


@pytest.mark.parametrize(
    "who", ["coordinator next door", "administrator next door", "victim", "software", "officer", "auditor"]
)
async def test_whoever_does_not_keep_the_agencys_members_changes_nothing(
    house: Agency, mine: Account, who: str
) -> None:
    newcomer = house.link(mine, "newcomer")
    one = {"practitionerId": newcomer["practitionerId"]}
    invited = house.invitation(uuid4())
    assert await house.sends("coordinator", "linkSignIn", **newcomer) == "accepted"
    tried = {
        "linkSignIn": house.link(Account(uuid4()), "newcomer"),
        "confirmSignIn": newcomer,
        "unlinkSignIn": {**newcomer, "reason": "x"},
        "confirmMember": one,
        "suspendMember": {**one, "reason": "x"},
        "resumeMember": {"practitionerId": str(house.people["suspended"].practitioner_id)},
        "grantDuties": {**one, "duties": ["AGENCY_COORDINATOR"]},
        "inviteMember": invited,
        "registerSystemClient": {**one, "name": "x", "agencyId": str(house.agency_id)},
    }
    for command, fields in tried.items():
        assert await house.sends(who, command, **fields) == "no_duty", command
    assert await house.lets_in(mine) == "sign_in_not_confirmed"


@pytest.mark.parametrize("who", ["suspended", "ended"])
async def test_whoever_is_kept_out_comes_back_by_no_other_door(
    house: Agency, mine: Account, who: str
) -> None:
    kept_out = f"membership_{who}"
    own = str(house.people[who].practitioner_id)
    person = uuid4()
    assert await house.sends("coordinator", "inviteMember", **house.invitation(person)) == "accepted"
    accept = {"practitionerId": str(person), "code": CODE}
    assert await house.sends(who, "acceptInvitation", **accept) == "sign_in_taken"
    assert await house.sends(who, "offerSignIn", codeHash=hash_of(CODE)) == "sign_in_taken"
    await house.sends(mine, "offerSignIn", codeHash=hash_of(CODE))
    take = {"practitionerId": own, "signInId": offer_id(mine), "code": CODE}
    assert await house.sends(who, "acceptSignIn", **take) == kept_out
    assert await house.sends(who, "linkSignIn", **house.link(mine, "newcomer")) == kept_out
    assert await house.sends(who, "resumeMember", practitionerId=own) == kept_out
    assert await house.lets_in(house.people[who]) == kept_out
    assert await house.lets_in(mine) == "not_a_member"
