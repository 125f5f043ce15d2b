"""Every event and command of the directory, listed once."""

from eventsourcing.utils import register_topic

from quorate_events.command import Command
from quorate_events.people import (
    admission,
    admission_correction,
    admissions,
    agency,
    child,
    duties,
    emergencies,
    further_sign_in,
    member_invitation,
    membership,
    practitioner,
    sign_in,
    sign_in_links,
    system_client,
)
from quorate_events.people.event import DirectoryEvent

EVENTS: tuple[type[DirectoryEvent], ...] = (
    agency.AgencyRegistered,
    agency.AgencyRenamed,
    practitioner.PractitionerRegistered,
    admission.MemberAdmitted,
    admissions.AdmissionsBegun,
    admissions.AdmissionsWentOn,
    member_invitation.MemberInvited,
    member_invitation.MemberInvitationAccepted,
    member_invitation.MemberConfirmed,
    membership.MemberSuspended,
    membership.MemberResumed,
    membership.MembershipEnded,
    duties.DutiesGranted,
    duties.DutiesWithdrawn,
    system_client.SystemClientRegistered,
    sign_in.SignInLinked,
    sign_in.SignInLinkedAgain,
    sign_in_links.SignInConfirmed,
    sign_in_links.SignInUnlinked,
    sign_in_links.SignInAdded,
    sign_in_links.SignInRemoved,
    further_sign_in.SignInOffered,
    further_sign_in.SignInOfferedAgain,
    further_sign_in.SignInAccepted,
    emergencies.EmergencyDeclared,
    emergencies.EmergencyTried,
    child.ChildRegistered,
    child.ChildBorn,
)

COMMANDS: tuple[type[Command], ...] = (
    agency.RegisterAgency,
    agency.RenameAgency,
    practitioner.RegisterPractitioner,
    member_invitation.InviteMember,
    member_invitation.AcceptInvitation,
    member_invitation.ConfirmMember,
    membership.SuspendMember,
    membership.ResumeMember,
    membership.EndMembership,
    duties.GrantDuties,
    duties.WithdrawDuties,
    system_client.RegisterSystemClient,
    sign_in_links.LinkSignIn,
    sign_in_links.ConfirmSignIn,
    sign_in_links.UnlinkSignIn,
    further_sign_in.OfferSignIn,
    further_sign_in.AcceptSignIn,
    child.RegisterChild,
    child.RecordBirth,
)
"""What is sent by the API."""

OPERATOR_COMMANDS: tuple[type[Command], ...] = (
    admission.AdmitMember,
    admission_correction.CorrectAccount,
)
"""What is given at the server only."""


def register() -> None:
    """Make the topics of the directory known to the library's codec. Safe to call again."""
    register_topic("quorate.admissions", admissions.Admissions)
    register_topic("quorate.agency", agency.Agency)
    register_topic("quorate.practitioner", practitioner.Practitioner)
    register_topic("quorate.child", child.Child)
    register_topic("quorate.sign_in", sign_in.SignIn)
    for event in EVENTS:
        register_topic(event.TOPIC, event)
