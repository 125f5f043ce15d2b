"""What looks like markup in somebody's data is shown as it is."""

import pytest
import typer

from quorate_events.errors import Refused
from quorate_services.cli.output import Output, load_settings, run


def test_a_line_is_printed_as_it_is(capsys):
    Output().say("meeting [/A-1]: left [bold]out")
    assert capsys.readouterr().out == "meeting [/A-1]: left [bold]out\n"


def test_a_refusal_is_printed_as_it_is(capsys):
    async def refused():
        raise Refused("No row [/x].", "See [a-z].")

    with pytest.raises(typer.Exit):
        run(refused, Output())
    assert capsys.readouterr().err.splitlines() == ["No row [/x].", "See [a-z]."]


def test_a_setting_is_explained_with_the_pattern_that_it_must_have(capsys):
    with pytest.raises(typer.Exit):
        load_settings(environment="demo", partnership="Bad_Name")
    assert "[a-z][a-z0-9-]" in capsys.readouterr().err
