"""The first member of an installation, admitted at the server because nobody is there yet to invite."""

from quorate_events.people.errors import IssuerNotTrusted
from quorate_services.admission.admitting import Admitted, FirstMember, admit, confirm
from quorate_services.admission.errors import (
    AdmittedBefore,
    AgencyOfOtherSector,
    KeepsNobody,
    MembersAreKept,
)

__all__ = [
    "Admitted",
    "AdmittedBefore",
    "AgencyOfOtherSector",
    "FirstMember",
    "IssuerNotTrusted",
    "KeepsNobody",
    "MembersAreKept",
    "admit",
    "confirm",
]
