"""The commands of ``quorate``. Only the one that is given is read: together they would take seconds to start."""

from collections.abc import Mapping
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperGroup

COMMANDS: Mapping[str, tuple[str, str]] = {
    "demo": ("demo", "demo"),
    "serve": ("serve", "serve"),
    "portal": ("portal", "portal"),
    "project": ("project", "project"),
    "relay": ("relay", "relay"),
    "broker": ("broker", "broker"),
    "feeds": ("feeds", "feeds"),
    "migrate": ("migrate", "migrate"),
    "rebuild": ("rebuild", "rebuild"),
    "admit": ("admit", "admit"),
    "confirm": ("admit", "confirm"),
    "doctor": ("doctor", "doctor"),
    "token": ("token", "token"),
    "verify": ("verify", "verify"),
    "witness": ("witness", "witness"),
    "import": ("import_register", "imports"),
    "documents": ("documents", "documents"),
    "topics": ("topics", "topics"),
    "key": ("key", "key"),
    "data-keys": ("data_keys", "data_keys"),
    "person": ("person", "person"),
    "export": ("export", "export"),
    "record": ("record", "record"),
}
"""The module of this package that has each command, and its name there: a function, or a group of its own."""


def read(command: str) -> Any:
    """Return the function or the group of a command that there is."""
    module, name = COMMANDS[command]
    return getattr(import_module(f"quorate_services.cli.{module}"), name)


class Commands(TyperGroup):
    """The group of all commands, each read when it is asked for."""

    # Typer has a click of its own, whose classes have no public name.

    def list_commands(self, ctx: Any) -> list[str]:
        """Return every name, in the order in which the help shows them."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Return a command; None where there is none of that name."""
        if cmd_name not in COMMANDS:
            return None
        found = read(cmd_name)
        if isinstance(found, typer.Typer):
            group = typer.main.get_group(found)
            group.name = cmd_name
            return group
        alone = typer.Typer(add_completion=False)
        alone.command(cmd_name)(found)
        return typer.main.get_command(alone)


app = typer.Typer(name="quorate", cls=Commands, no_args_is_help=True, pretty_exceptions_show_locals=False)


@app.callback()
def quorate() -> None:
    """Put what the agencies know about a child on one table before a decision is taken."""
