"""Accounts: it takes two keepers to let one in, and a person's further one is the person's own to accept."""

from datetime import timedelta
from uuid import UUID

import msgspec
import pytest
from tests.support.membership import AGENCY, CODE, COLLEAGUE, COORDINATOR, NOW, PERSON, House, given

from quorate_events.access.actor import Duty
from quorate_events.people.admission import AdmitMember
from quorate_events.people.admission_correction import CorrectAccount
from quorate_events.people.further_sign_in import AcceptSignIn, OfferSignIn
from quorate_events.people.member_invitation import AcceptInvitation, InviteMember
from quorate_events.people.membership import EndMembership, SuspendMember
from quorate_events.people.one_time_code import hash_of
from quorate_events.people.practitioner import RegisterPractitioner
from quorate_events.people.sign_in import SignedIn, sign_in_id
from quorate_events.people.sign_in_links import ConfirmSignIn, LinkSignIn, UnlinkSignIn
from quorate_events.people.standing import MembershipStatus
from quorate_events.people.system_client import RegisterSystemClient

ACCOUNT, FURTHER = SignedIn("https://login.example", "abc"), SignedIn("https://other.example", "xyz")
OTHER = UUID(int=9)
REGISTER = RegisterPractitioner(practitioner_id=PERSON, name="A Person", agency_id=AGENCY)
REGISTER_OTHER = msgspec.structs.replace(REGISTER, practitioner_id=OTHER)
SOFTWARE = RegisterSystemClient(practitioner_id=PERSON, name="Records", agency_id=AGENCY)
INVITE = InviteMember(
    practitioner_id=PERSON,
    name="A Person",
    agency_id=AGENCY,
    code_hash=hash_of(CODE),
    expires_at=NOW + timedelta(days=7),
)
ACCEPT = AcceptInvitation(practitioner_id=PERSON, code=CODE, signed_in=ACCOUNT)
LINK = LinkSignIn(issuer=ACCOUNT.issuer, subject=ACCOUNT.subject, practitioner_id=PERSON)
LINK_FURTHER = LinkSignIn(issuer=FURTHER.issuer, subject=FURTHER.subject, practitioner_id=PERSON)
CONFIRM = ConfirmSignIn(issuer=ACCOUNT.issuer, subject=ACCOUNT.subject, practitioner_id=PERSON)
UNLINK = UnlinkSignIn(issuer=ACCOUNT.issuer, subject=ACCOUNT.subject, practitioner_id=PERSON, reason="Stolen")
OFFER = OfferSignIn(code_hash=hash_of(CODE), signed_in=FURTHER)
TAKE = AcceptSignIn(practitioner_id=PERSON, sign_in_id=FURTHER.id, code=CODE)
LATER = NOW + timedelta(minutes=15)


def with_account() -> House:
    """A person with one account in use."""
    house = given(REGISTER, LINK)
    house.do(CONFIRM, by=COLLEAGUE)
    return house


def test_an_account_that_a_keeper_linked_waits_for_a_second_one() -> None:
    house = given(REGISTER, LINK)
    assert house.streams[ACCOUNT.id].waits
    assert house.refused(CONFIRM) == "second_person_needed"
    assert house.refused(CONFIRM, by=PERSON) == "own_membership"
    house.do(CONFIRM, by=COLLEAGUE)
    assert not house.streams[ACCOUNT.id].waits
    assert house.refused(CONFIRM, by=COLLEAGUE) == "sign_in_not_waiting"


def test_the_same_holds_for_an_agencys_software_however_many_accounts_it_has() -> None:
    house = given(SOFTWARE, LINK)
    house.do(CONFIRM, by=COLLEAGUE)
    house.do(LINK_FURTHER)
    assert house.streams[FURTHER.id].waits
    assert house.person.sign_ins == {ACCOUNT.id, FURTHER.id}


def test_nobody_links_a_further_account_to_a_person() -> None:
    assert given(REGISTER, LINK).refused(LINK_FURTHER, by=COLLEAGUE) == "person_has_sign_in"
    assert with_account().refused(LINK_FURTHER) == "person_has_sign_in"
    invited = given(INVITE, ACCEPT)
    assert invited.refused(LINK_FURTHER) == "membership_wrong_standing"
    assert invited.person.sign_ins == {ACCOUNT.id}


def test_a_lost_account_is_taken_away_before_two_keepers_give_another() -> None:
    house = with_account()
    unlinked, removed = house.do(UNLINK)
    assert (unlinked.practitioner_id, removed.sign_in_id) == (PERSON, ACCOUNT.id)
    house.do(LINK_FURTHER)
    assert house.streams[FURTHER.id].waits
    assert house.person.sign_ins == {FURTHER.id}


@pytest.mark.parametrize("before", [(INVITE,), (REGISTER, SuspendMember(practitioner_id=PERSON, reason="r"))])
def test_only_an_active_members_account_is_linked(before: tuple) -> None:
    assert given(*before).refused(LINK) == "membership_wrong_standing"
    ended = given(REGISTER, EndMembership(practitioner_id=PERSON, reason="r"))
    assert ended.refused(LINK) == "membership_wrong_standing"


def test_an_account_belongs_to_one_member_until_it_is_taken_away() -> None:
    house = given(REGISTER, REGISTER_OTHER, LINK)
    other = msgspec.structs.replace(LINK, practitioner_id=OTHER)
    assert house.refused(other) == "sign_in_taken"
    assert house.refused(LINK) == "sign_in_taken"
    assert house.refused(msgspec.structs.replace(UNLINK, practitioner_id=OTHER)) == "sign_in_not_linked"
    assert house.refused(msgspec.structs.replace(CONFIRM, practitioner_id=OTHER)) == "sign_in_not_waiting"
    house.do(UNLINK)
    assert house.refused(UNLINK) == "sign_in_not_linked"
    house.do(other)
    assert house.streams[ACCOUNT.id].practitioner_id == OTHER


def test_a_further_account_is_offered_by_its_holder_and_accepted_by_the_person() -> None:
    house = with_account()
    [offered] = house.do(OFFER, by=FURTHER.id)
    assert CODE not in str(offered)
    assert offered.expires_at == LATER
    accepted, added = house.do(TAKE, by=PERSON)
    assert (accepted.practitioner_id, added.sign_in_id) == (PERSON, FURTHER.id)
    assert house.person.sign_ins == {ACCOUNT.id, FURTHER.id}
    assert not house.streams[FURTHER.id].waits


@pytest.mark.parametrize("by", [COORDINATOR, OTHER, FURTHER.id])
def test_nobody_accepts_for_somebody_else(by: UUID) -> None:
    house = with_account()
    house.do(OFFER, by=FURTHER.id)
    assert house.refused(TAKE, by=by) == "not_your_sign_in"


def test_a_wrong_code_an_unknown_account_and_a_used_code_are_refused_alike() -> None:
    house = with_account()
    unknown = msgspec.structs.replace(TAKE, sign_in_id=OTHER)
    refusals = {house.refused(unknown, by=PERSON)}
    house.do(OFFER, by=FURTHER.id)
    refusals.add(house.refused(msgspec.structs.replace(TAKE, code=CODE + "!"), by=PERSON))
    refusals.add(house.refused(msgspec.structs.replace(TAKE, code=""), by=PERSON))
    house.do(TAKE, by=PERSON)
    refusals.add(house.refused(TAKE, by=PERSON))
    refusals.add(house.refused(msgspec.structs.replace(TAKE, sign_in_id=ACCOUNT.id), by=PERSON))
    assert refusals == {"sign_in_offer_not_accepted"}


def test_a_code_that_could_be_guessed_is_never_taken() -> None:
    house = with_account()
    house.do(OfferSignIn(code_hash=hash_of("1234"), signed_in=FURTHER), by=FURTHER.id)
    guess = msgspec.structs.replace(TAKE, code="1234")
    assert house.refused(guess, by=PERSON) == "sign_in_offer_not_accepted"


def test_an_offer_expires_and_can_be_made_again_then_only() -> None:
    house = with_account()
    house.do(OFFER, by=FURTHER.id)
    assert house.refused(OFFER, by=FURTHER.id) == "sign_in_offer_open"
    assert house.refused(TAKE, by=PERSON, now=LATER) == "sign_in_offer_expired"
    house.do(OFFER, by=FURTHER.id, now=LATER)
    house.do(TAKE, by=PERSON, now=LATER)
    assert house.streams[FURTHER.id].practitioner_id == PERSON


def test_an_account_that_is_somebodys_is_not_offered() -> None:
    own = OfferSignIn(code_hash=hash_of(CODE), signed_in=ACCOUNT)
    assert with_account().refused(own, by=ACCOUNT.id) == "sign_in_taken"
    assert given(REGISTER, LINK).refused(own, by=ACCOUNT.id) == "sign_in_taken"


def test_an_offer_is_over_once_the_account_is_somebodys() -> None:
    house = with_account()
    house.do(REGISTER_OTHER)
    house.do(OFFER, by=FURTHER.id)
    house.do(msgspec.structs.replace(LINK_FURTHER, practitioner_id=OTHER))
    assert house.refused(TAKE, by=PERSON) == "sign_in_offer_not_accepted"
    assert house.streams[FURTHER.id].practitioner_id == OTHER


def test_whoever_is_suspended_accepts_nothing() -> None:
    house = with_account()
    house.do(OFFER, by=FURTHER.id)
    house.do(SuspendMember(practitioner_id=PERSON, reason="r"))
    assert house.refused(TAKE, by=PERSON) == "membership_wrong_standing"


def test_the_first_member_is_admitted_with_the_account() -> None:
    admit = admitting(PERSON, ACCOUNT)
    house = given(admit)
    assert house.person.status is MembershipStatus.ACTIVE
    assert house.person.sign_ins == {ACCOUNT.id}
    assert not house.streams[ACCOUNT.id].waits
    assert house.refused(admit) == "already_registered"
    assert house.refused(msgspec.structs.replace(admit, practitioner_id=OTHER)) == "sign_in_taken"
    assert house.refused(LINK_FURTHER) == "person_has_sign_in"


def test_the_operator_puts_a_wrong_account_right_and_takes_no_other_persons_away() -> None:
    house = with_account()
    correct = CorrectAccount(
        practitioner_id=PERSON, wrong=(ACCOUNT.id,), issuer=FURTHER.issuer, subject=FURTHER.subject
    )
    house.do(REGISTER_OTHER)
    others = msgspec.structs.replace(correct, practitioner_id=OTHER)
    assert house.refused(others) == "sign_in_not_linked"
    to_the_same = msgspec.structs.replace(correct, issuer=ACCOUNT.issuer, subject=ACCOUNT.subject)
    assert house.refused(to_the_same) == "sign_in_taken"
    house.do(correct)
    assert house.person.sign_ins == {FURTHER.id}
    assert house.streams[FURTHER.id].practitioner_id == PERSON
    assert not house.streams[FURTHER.id].waits
    assert house.streams[ACCOUNT.id].practitioner_id is None
    assert house.refused(correct) == "sign_in_taken"


def test_an_operator_who_has_not_seen_the_last_admission_admits_and_corrects_nobody() -> None:
    house = given(admitting(PERSON, ACCOUNT))
    late = admitting(OTHER, FURTHER)
    correct = CorrectAccount(
        practitioner_id=PERSON, wrong=(ACCOUNT.id,), issuer=FURTHER.issuer, subject=FURTHER.subject
    )
    for command in (late, correct):
        assert house.refused(command) == "admitted_meanwhile"
    house.do(msgspec.structs.replace(correct, seen=1))
    assert house.refused(msgspec.structs.replace(late, subject="another", seen=1)) == "admitted_meanwhile"
    house.do(msgspec.structs.replace(late, subject="another", seen=2))


def admitting(person: UUID, account: SignedIn) -> AdmitMember:
    return AdmitMember(
        practitioner_id=person,
        name="A Person",
        agency_id=AGENCY,
        title="",
        duties=(Duty.SAFEGUARDING_PARTNER,),
        issuer=account.issuer,
        subject=account.subject,
    )


@pytest.mark.parametrize("issuer", ["", "a\nb", "x" * 256])
def test_what_no_token_can_say_is_no_account(issuer: str) -> None:
    assert given(REGISTER).refused(msgspec.structs.replace(LINK, issuer=issuer)) == "sign_in_invalid"


def test_the_subject_is_not_on_the_record() -> None:
    house = given(REGISTER)
    happened = house.do(LINK) + house.do(OFFER, by=FURTHER.id) + house.do(CONFIRM, by=COLLEAGUE)
    assert happened[0].issuer == ACCOUNT.issuer
    assert ACCOUNT.subject not in str(happened)
    assert FURTHER.subject not in str(happened)


def test_every_issuer_and_subject_has_a_stream_of_its_own() -> None:
    pairs = [("a", "bc"), ("ab", "c"), ("abc", ""), ('a","b', "c"), ("a", 'b","c')]
    assert len({sign_in_id(*pair) for pair in pairs}) == len(pairs)


def test_an_account_of_an_issuer_that_is_not_trusted_is_not_linked() -> None:
    house = given(REGISTER)
    house.issuers = frozenset({"https://login.example"})
    elsewhere = msgspec.structs.replace(LINK, issuer="https://other.example")
    assert house.refused(elsewhere) == "issuer_not_trusted"
    assert (
        house.refused(msgspec.structs.replace(LINK, issuer="https://login.example/")) == "issuer_not_trusted"
    )
    house.do(LINK)
