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
