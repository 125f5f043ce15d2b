"""Given how a membership stands, when a command comes, then this happens, or this refusal."""

from datetime import timedelta
from uuid import UUID

import msgspec
import pytest
from tests.support.membership import AGENCY, CODE, COLLEAGUE, COORDINATOR, NOW, PERSON, given

from quorate_events.access.actor import ActorKind, Duty
from quorate_events.command import Command
from quorate_events.context import Recorder
from quorate_events.people.duties import GrantDuties, WithdrawDuties
from quorate_events.people.member_invitation import AcceptInvitation, ConfirmMember, InviteMember
from quorate_events.people.membership import EndMembership, ResumeMember, SuspendMember
from quorate_events.people.one_time_code import hash_of
from quorate_events.people.practitioner import PractitionerRegistered, RegisterPractitioner
from quorate_events.people.sign_in import SignedIn
from quorate_events.people.standing import MembershipStatus
from quorate_events.people.system_client import RegisterSystemClient
from quorate_events.store.codec import EventCodec

ACCOUNT = SignedIn("https://login.example", "abc")
REGISTER = RegisterPractitioner(practitioner_id=PERSON, name="A Person", agency_id=AGENCY)
INVITE = InviteMember(
    practitioner_id=PERSON,
    name="A Person",
    agency_id=AGENCY,
    title="Health visitor",
    duties=(Duty.AUDITOR, Duty.PRACTITIONER, Duty.AUDITOR),
    code_hash=hash_of(CODE),
    expires_at=NOW + timedelta(days=7),
)
ACCEPT = AcceptInvitation(practitioner_id=PERSON, code=CODE, signed_in=ACCOUNT)
CONFIRM = ConfirmMember(practitioner_id=PERSON)
SUSPEND = SuspendMember(practitioner_id=PERSON, reason="On leave")
RESUME = ResumeMember(practitioner_id=PERSON)
END = EndMembership(practitioner_id=PERSON, reason="Left the trust")


def test_a_registered_practitioner_is_an_active_member() -> None:
    person = given(REGISTER).person
    assert person.status is MembershipStatus.ACTIVE
    assert person.duties == {Duty.PRACTITIONER}
    assert person.kind is ActorKind.PERSON


def test_a_practitioner_from_before_there_were_duties_takes_part_as_one() -> None:
    codec = EventCodec([PractitionerRegistered])
    [event] = given().do(REGISTER)
    stored = codec.to_stored_event(event)
    old = stored.state.replace(b'"duties":["practitioner"],', b"").replace(b'"class_version":2', b'"x":0')
    old = old.replace(b',"duties":["practitioner"]', b"").replace(b',"x":0', b"")
    assert b"duties" not in old
    assert b"class_version" not in old
    read = codec.to_domain_event(type(stored)(PERSON, 1, stored.topic, old))
    assert read.duties == (Duty.PRACTITIONER,)


def test_an_invited_person_accepts_is_confirmed_and_is_active() -> None:
    house = given(INVITE)
    assert house.person.status is MembershipStatus.INVITED
    linked, accepted = house.do(ACCEPT)
    assert house.person.status is MembershipStatus.ACCEPTED
    assert accepted.by == Recorder(PERSON, AGENCY)
    assert linked.practitioner_id == PERSON
    house.do(CONFIRM, by=COLLEAGUE)
    assert house.person.status is MembershipStatus.ACTIVE
    assert house.person.duties == {Duty.PRACTITIONER, Duty.AUDITOR}


def test_an_invitation_names_each_duty_once_and_no_code() -> None:
    [event] = given().do(INVITE)
    assert event.duties == (Duty.PRACTITIONER, Duty.AUDITOR)
    assert CODE not in str(event)


@pytest.mark.parametrize("code_hash", ["", CODE, hash_of(CODE).upper(), hash_of(CODE) + "0", "g" * 64])
def test_what_is_no_hash_is_refused(code_hash: str) -> None:
    invite = InviteMember(
        practitioner_id=PERSON,
        name="A Person",
        agency_id=AGENCY,
        code_hash=code_hash,
        expires_at=INVITE.expires_at,
    )
    assert given().refused(invite) == "code_hash_invalid"


@pytest.mark.parametrize("days", [-1, 0, 31])
def test_an_invitation_expires_in_the_future_and_within_a_month(days: int) -> None:
    assert given().refused(INVITE, now=INVITE.expires_at - timedelta(days=days)) == "expiry_invalid"


def test_a_taken_id_cannot_be_invited() -> None:
    assert given(REGISTER).refused(INVITE) == "already_registered"


def test_a_wrong_code_an_unknown_id_and_a_closed_invitation_are_refused_alike() -> None:
    wrong = AcceptInvitation(practitioner_id=PERSON, code=CODE + "!", signed_in=ACCOUNT)
    refusals = {
        given(INVITE).refused(wrong),
        given().refused(ACCEPT),
        given(REGISTER).refused(ACCEPT),
        given(INVITE, END).refused(ACCEPT),
        given(INVITE, ACCEPT).refused(ACCEPT),
    }
    assert refusals == {"invitation_not_accepted"}


def test_a_code_that_could_be_guessed_is_never_taken() -> None:
    invite = InviteMember(
        practitioner_id=PERSON,
        name="A Person",
        agency_id=AGENCY,
        code_hash=hash_of("1234"),
        expires_at=INVITE.expires_at,
    )
    guess = AcceptInvitation(practitioner_id=PERSON, code="1234", signed_in=ACCOUNT)
    assert given(invite).refused(guess) == "invitation_not_accepted"


def test_an_expired_invitation_says_so_to_whoever_has_the_code() -> None:
    assert given(INVITE).refused(ACCEPT, now=INVITE.expires_at) == "invitation_expired"


def test_an_account_that_is_somebodys_cannot_accept() -> None:
    other = UUID(int=9)
    house = given(INVITE, msgspec.structs.replace(INVITE, practitioner_id=other), ACCEPT)
    assert house.refused(msgspec.structs.replace(ACCEPT, practitioner_id=other)) == "sign_in_taken"


def test_who_invited_does_not_confirm() -> None:
    house = given(INVITE, ACCEPT)
    assert house.person.invited_by == COORDINATOR
    assert house.refused(CONFIRM) == "second_person_needed"
    house.do(CONFIRM, by=COLLEAGUE)
    assert house.person.status is MembershipStatus.ACTIVE


def test_nobody_confirms_resumes_or_promotes_themselves() -> None:
    grant = GrantDuties(practitioner_id=PERSON, duties=(Duty.AUDITOR,))
    assert given(INVITE, ACCEPT).refused(CONFIRM, by=PERSON) == "own_membership"
    assert given(REGISTER, SUSPEND).refused(RESUME, by=PERSON) == "own_membership"
    assert given(REGISTER).refused(grant, by=PERSON) == "own_membership"


@pytest.mark.parametrize("before", [(INVITE,), (REGISTER,), (REGISTER, SUSPEND), (REGISTER, END)])
def test_only_who_has_accepted_is_confirmed(before: tuple[Command, ...]) -> None:
    assert given(*before).refused(CONFIRM) == "membership_wrong_standing"


@pytest.mark.parametrize("before", [(INVITE,), (INVITE, ACCEPT), (REGISTER, SUSPEND), (REGISTER, END)])
def test_only_an_active_member_is_suspended(before: tuple[Command, ...]) -> None:
    assert given(*before).refused(SUSPEND) == "membership_wrong_standing"


@pytest.mark.parametrize("before", [(INVITE,), (REGISTER,), (REGISTER, END)])
def test_only_a_suspended_member_is_resumed(before: tuple[Command, ...]) -> None:
    assert given(*before).refused(RESUME) == "membership_wrong_standing"


def test_a_suspended_member_comes_back_with_the_same_duties() -> None:
    house = given(REGISTER, SUSPEND)
    assert house.person.status is MembershipStatus.SUSPENDED
    house.do(RESUME)
    assert house.person.status is MembershipStatus.ACTIVE
    assert house.person.duties == {Duty.PRACTITIONER}


@pytest.mark.parametrize("before", [(INVITE,), (INVITE, ACCEPT), (REGISTER,), (REGISTER, SUSPEND)])
def test_a_membership_ends_once_and_for_good(before: tuple[Command, ...]) -> None:
    house = given(*before, END)
    assert house.person.status is MembershipStatus.ENDED
    for command in (END, RESUME, CONFIRM, GrantDuties(practitioner_id=PERSON, duties=(Duty.AUDITOR,))):
        assert house.refused(command) == "membership_wrong_standing"


@pytest.mark.parametrize("command", [SUSPEND, RESUME, END, CONFIRM])
def test_nobody_can_be_named_who_is_not_there(command: Command) -> None:
    assert given().refused(command) == "not_registered"


def test_keeping_somebody_out_needs_a_reason() -> None:
    assert given(REGISTER).refused(SuspendMember(practitioner_id=PERSON, reason=" ")) == "blank_text"
    assert given(REGISTER).refused(EndMembership(practitioner_id=PERSON, reason="")) == "blank_text"


def test_duties_are_granted_and_withdrawn() -> None:
    house = given(REGISTER)
    [granted] = house.do(
        GrantDuties(practitioner_id=PERSON, duties=(Duty.PRACTITIONER, Duty.AGENCY_COORDINATOR))
    )
    assert granted.duties == (Duty.AGENCY_COORDINATOR,)
    house.do(WithdrawDuties(practitioner_id=PERSON, duties=(Duty.PRACTITIONER,), reason="Moved"), by=PERSON)
    assert house.person.duties == {Duty.AGENCY_COORDINATOR}


def test_what_changes_no_duty_is_refused() -> None:
    house = given(REGISTER)
    assert (
        house.refused(GrantDuties(practitioner_id=PERSON, duties=(Duty.PRACTITIONER,))) == "duties_unchanged"
    )
    withdraw = WithdrawDuties(practitioner_id=PERSON, duties=(Duty.AUDITOR,), reason="r")
    assert house.refused(withdraw) == "duties_unchanged"
    assert house.refused(GrantDuties(practitioner_id=PERSON, duties=())) == "duties_unchanged"


def test_software_takes_part_and_has_no_duty_of_people() -> None:
    house = given(RegisterSystemClient(practitioner_id=PERSON, name="Records", agency_id=AGENCY))
    assert house.person.kind is ActorKind.SYSTEM
    grant = GrantDuties(practitioner_id=PERSON, duties=(Duty.AGENCY_COORDINATOR,))
    assert house.refused(grant) == "duty_not_for_systems"
