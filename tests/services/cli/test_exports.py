"""The command line takes nothing out of Quorate that the policy has not been asked about."""

from typer.main import get_command

from quorate_services.cli.commands import app

EXPORTS: set[str] = set()
"""The commands that take records out. Each of them asks the policy for ``export_meeting``, and is tested here."""

NO_EXPORTS = {
    "admit", "confirm", "demo", "doctor", "documents", "import", "migrate", "portal", "project", "rebuild", "serve",
    "token",
}  # fmt: skip
"""The commands that print how the installation is, and never what was written in a meeting."""


def test_every_command_is_known_as_an_export_or_as_none() -> None:
    commands = set(get_command(app).commands)  # type: ignore[attr-defined]
    assert commands == EXPORTS | NO_EXPORTS
