"""The command line takes nothing out of Quorate that the policy has not been asked about."""

from quorate_services.cli.commands import COMMANDS

EXPORTS = {"export", "person", "record"}
"""The commands that take records out. Each asks the policy, for ``export_meeting``, ``read_holdings`` or ``read_copy``.

``export evidence``: tests/services/evidence/test_bundle.py. ``person``: tests/services/cli/test_personal_data.py.
``record``: tests/services/records/test_http.py.
"""

NO_EXPORTS = {
    "admit", "broker", "confirm", "data-keys", "demo", "doctor", "documents", "feeds", "import", "key", "migrate",
    "portal", "project", "rebuild", "relay", "serve", "token", "topics", "verify", "witness",
}  # fmt: skip
"""The commands that print how the installation is, and never what was written in a meeting. What feeds tell agencies
goes to Kafka, record by record past the policy."""


def test_every_command_is_known_as_an_export_or_as_none() -> None:
    assert COMMANDS.keys() == EXPORTS | NO_EXPORTS
