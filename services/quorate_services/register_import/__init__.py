"""Imports the attendance register that a conference service keeps: one row per invitee per meeting."""

from quorate_services.register_import.importing import Importer
from quorate_services.register_import.reading import RegisterUnreadable
from quorate_services.register_import.report import (
    ImportProgress,
    ImportReport,
    MeetingResult,
    Outcome,
    Problem,
)

__all__ = [
    "ImportProgress",
    "ImportReport",
    "Importer",
    "MeetingResult",
    "Outcome",
    "Problem",
    "RegisterUnreadable",
]
