"""Why nobody is admitted or confirmed at the server."""

from quorate_events.errors import Invalid, Refused


class MembersAreKept(Refused):
    """Members can do themselves what the operator was asked to do."""

    code = "members_are_kept"

    def __init__(self, keepers: int) -> None:
        several = "Members are" if keepers > 1 else "A member is"
        super().__init__(
            f"{several} there who may invite others and entrust them with any duty ({keepers} by now).",
            "Ask a safeguarding partner to invite the person; a second one, or a coordinator of the agency, confirms.",
        )


class KeepsNobody(Invalid):
    """The first member would be able to invite nobody."""

    code = "keeps_nobody"

    def __init__(self) -> None:
        super().__init__(
            "With these duties the first member could not entrust others with theirs.",
            "Give the duty safeguarding_partner, and others as well if the person has them.",
        )


class AdmittedBefore(Refused):
    """The very same person was admitted earlier, and may keep members no longer."""

    code = "admitted_before"

    def __init__(self) -> None:
        super().__init__(
            "This person was admitted before, and may not keep members any more.",
            "Admit another person, or the same one with another account.",
        )


class AgencyOfOtherSector(Refused):
    """An agency of this name is registered, in another sector."""

    code = "agency_of_other_sector"

    def __init__(self, sector: str) -> None:
        super().__init__(
            f"An agency of this name is registered in the sector {sector}.",
            f"Give --sector {sector}, or the agency's full name.",
        )
