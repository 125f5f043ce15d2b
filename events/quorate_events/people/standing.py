"""How a membership stands."""

from enum import StrEnum


class MembershipStatus(StrEnum):
    """Where somebody's membership of the partnership stands. Only an active one lets anybody in."""

    INVITED = "invited"
    """Was invited, and has not accepted yet."""
    ACCEPTED = "accepted"
    """Has accepted, and waits to be confirmed."""
    ACTIVE = "active"
    SUSPENDED = "suspended"
    """Is kept out for the time being."""
    ENDED = "ended"
    """Is over for good; whoever comes back is invited anew."""
