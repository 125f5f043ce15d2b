"""Why a change of a membership or of a sign-in is refused."""

from quorate_events.errors import Invalid, Refused
from quorate_events.people.standing import MembershipStatus


class WrongStanding(Refused):
    """The membership does not stand where the command needs it to be."""

    code = "membership_wrong_standing"

    def __init__(self, status: MembershipStatus, wanted: str) -> None:
        super().__init__(
            f"The membership is {status}; this needs one that is {wanted}.",
            "Look at how the membership stands. Whoever comes back after the end is invited anew.",
        )


class OwnMembership(Refused):
    """Somebody tries to confirm or resume themselves, or to grant themselves duties."""

    code = "own_membership"

    def __init__(self) -> None:
        super().__init__("Nobody decides this about themselves.", "Ask a coordinator of your agency.")


class SecondPersonNeeded(Refused):
    """Who invited confirms the member, or who linked an account confirms the link."""

    code = "second_person_needed"

    def __init__(self) -> None:
        super().__init__(
            "This takes two people: you did the first part yourself.",
            "Ask another coordinator of the agency, or a safeguarding partner.",
        )


class InvitationNotAccepted(Refused):
    """No open invitation has this id and this code; which of the two is wrong is not told."""

    code = "invitation_not_accepted"

    def __init__(self) -> None:
        super().__init__(
            "There is no open invitation with this id and this code.",
            "Copy both from the invitation, or ask to be invited again.",
        )


class InvitationExpired(Refused):
    """The invitation was not accepted in time."""

    code = "invitation_expired"

    def __init__(self) -> None:
        super().__init__("The invitation has expired.", "Ask to be invited again.")


class SignInTaken(Refused):
    """The sign-in belongs to somebody already."""

    code = "sign_in_taken"

    def __init__(self) -> None:
        super().__init__(
            "This sign-in belongs to a person already.",
            "Sign in with another account, or have the old link taken away first.",
        )


class SignInNotLinked(Refused):
    """The sign-in belongs to nobody."""

    code = "sign_in_not_linked"

    def __init__(self) -> None:
        super().__init__("This sign-in belongs to nobody.", "Check issuer and subject.")


class SignInNotWaiting(Refused):
    """The account is not linked to this member, or is in use already."""

    code = "sign_in_not_waiting"

    def __init__(self) -> None:
        super().__init__(
            "No account with this issuer and subject waits to be confirmed for this member.",
            "Check issuer, subject and member.",
        )


class PersonHasSignIn(Refused):
    """A further account of a person is accepted by that person, and linked by nobody else."""

    code = "person_has_sign_in"

    def __init__(self) -> None:
        super().__init__(
            "This person has an account already; a further one is the person's own to accept.",
            "The person offers the new account with `offerSignIn` and accepts it with `acceptSignIn`. An account "
            "that is lost is taken away first, with `unlinkSignIn`.",
        )


class OfferOpen(Refused):
    """The account has been offered, and the offer is still open."""

    code = "sign_in_offer_open"

    def __init__(self) -> None:
        super().__init__(
            "This account is on offer already.",
            "Accept the offer with its code, or wait until it has expired and offer the account again.",
        )


class OfferNotAccepted(Refused):
    """No open offer of an account has this id and this code; which of the two is wrong is not told."""

    code = "sign_in_offer_not_accepted"

    def __init__(self) -> None:
        super().__init__(
            "No account with this id is on offer under this code.",
            "Copy id and code from where the account was offered, or offer it again.",
        )


class OfferExpired(Refused):
    """The offer of an account was not accepted in time."""

    code = "sign_in_offer_expired"

    def __init__(self) -> None:
        super().__init__("The offer has expired.", "Offer the account again, with another code.")


class NotYourSignIn(Refused):
    """Somebody tries to accept a further account for another person."""

    code = "not_your_sign_in"

    def __init__(self) -> None:
        super().__init__(
            "A person's further account is accepted by that person only.",
            "Let the person sign in with the account they have, and accept.",
        )


class DutiesUnchanged(Refused):
    """The duties to grant are held already, or those to withdraw are not held; or none is named."""

    code = "duties_unchanged"

    def __init__(self) -> None:
        super().__init__("This changes no duty.", "Look at which duties the person has.")


class DutyNotForSystems(Refused):
    """A duty that only a person can have."""

    code = "duty_not_for_systems"

    def __init__(self) -> None:
        super().__init__(
            "An agency's software cannot have this duty.", "Grant it to a person; software takes part only."
        )


class CodeHashInvalid(Invalid):
    """What is given as the hash of a one-time code is none."""

    code = "code_hash_invalid"

    def __init__(self) -> None:
        super().__init__(
            "The hash of the code is not a SHA-256 in 64 hexadecimal digits.",
            "Make a random code of at least 24 characters, and send its SHA-256 in lower case.",
        )


class ExpiryInvalid(Invalid):
    """An invitation that has expired already, or that stays open for too long."""

    code = "expiry_invalid"

    def __init__(self, most_days: int) -> None:
        super().__init__(
            f"An invitation expires in the future, and within {most_days} days.", "Choose another time."
        )


class SignInInvalid(Invalid):
    """Issuer or subject cannot be those of a token."""

    code = "sign_in_invalid"

    def __init__(self) -> None:
        super().__init__(
            "Issuer or subject cannot be those of a token.",
            "Give `iss` and `sub` exactly as the issuer's tokens have them.",
        )


class IssuerNotTrusted(Refused):
    """The account's issuer is none of those that are trusted here: the account could let nobody in."""

    code = "issuer_not_trusted"

    def __init__(self) -> None:
        super().__init__(
            "This issuer is not trusted here, so the account could not sign in.",
            "Write the issuer exactly as `iss` of its tokens, or have the operator add it to QUORATE_ISSUERS.",
        )
