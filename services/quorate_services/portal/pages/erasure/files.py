"""The file of one person as whoever reads it may work with it."""

from typing import Any
from uuid import UUID

import msgspec

from quorate_services.portal.web.visit import Visit

PATH = "/erasure/{person_id}"
_OFFICER, _PARTNER = "DATA_PROTECTION_OFFICER", "SAFEGUARDING_PARTNER"


class PersonFile(msgspec.Struct, frozen=True):
    """Holds and erasure of one person as the API tells them, and what the visitor may do about them."""

    told: dict[str, Any]
    officer: bool
    """Whether the visitor asks for erasure, declines it, and keeps holds."""
    may_approve: bool
    """Whether the visitor's duties let them approve what somebody else asked for."""
    asked_oneself: bool

    @property
    def id(self) -> str:
        """The person's id."""
        return str(self.told["personId"])

    @property
    def here(self) -> str:
        """The address of the file's page."""
        return f"/erasure/{self.id}"

    @property
    def state(self) -> str:
        """How the erasure stands."""
        return str(self.told["erasure"])

    @property
    def held(self) -> bool:
        """Whether a hold is on the data."""
        return bool(self.told["held"])

    @property
    def open(self) -> bool:
        """Whether anything can still be asked, held or declined."""
        return self.state in ("NONE", "REQUESTED")

    @property
    def asked(self) -> dict[str, Any] | None:
        """The step by which the erasure was asked for; None where nothing waits."""
        return last(self.told["steps"], "ERASURE_REQUESTED") if self.state == "REQUESTED" else None


def last(steps: list[dict[str, Any]], what: str) -> dict[str, Any] | None:
    """Return the last step of a kind."""
    return next((each for each in reversed(steps) if each["what"] == what), None)


def is_own(visit: Visit, step: dict[str, Any] | None) -> bool:
    """Return whether the visitor did this."""
    return step is not None and step["byPractitionerId"] == visit.person.practitioner_id


async def file_of(visit: Visit, person_id: UUID) -> PersonFile:
    """Ask for the file. Raises as ``Visit.ask``."""
    told = (await visit.ask("personal_file", id=str(person_id)))["personalDataFile"]
    duties = set(visit.person.duties)
    asked = last(told["steps"], "ERASURE_REQUESTED")
    return PersonFile(
        told=told,
        officer=_OFFICER in duties,
        may_approve=bool({_OFFICER, _PARTNER} & duties),
        asked_oneself=is_own(visit, asked),
    )
