"""How commands speak: lines and bars for people, JSON for machines, and one way to fail."""

import json
import logging
import sys
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from typing import Any, Protocol, TypeVar

import msgspec
import typer
import uvloop
from pydantic import ValidationError
from rich.console import Console
from rich.markup import escape
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

from quorate_events.errors import QuorateError
from quorate_services.garbage import collect_in_short_steps
from quorate_services.logs.configure import configure_logs
from quorate_services.logs.pseudonyms import Pseudonyms
from quorate_services.settings import Settings

T = TypeVar("T")

FAILED = 1
"""Exit code: what was asked for was refused or did not succeed. (2 is wrong usage.)"""
PROBLEMS = 3
"""Exit code: the command ran, and what it looked at has problems."""


class Advance(Protocol):
    """Tells how far something has come: done of total, and what it is doing."""

    def __call__(self, done: int, total: int, what: str = "") -> None:
        """Show the new state."""


class Output:
    """Where a command speaks to. With ``as_json``, lines for people go to standard error."""

    def __init__(self, as_json: bool = False) -> None:
        self.as_json = as_json
        self.console = Console(stderr=as_json, highlight=False, soft_wrap=True)

    def say(self, line: str, *, markup: bool = False) -> None:
        """Print one line for a person, as it is: what looks like markup may stand in somebody's data."""
        self.console.print(line, markup=markup)

    def result(self, value: Any) -> None:
        """Print the result as one JSON document, when JSON was asked for."""
        if self.as_json:
            sys.stdout.write(json.dumps(msgspec.to_builtins(value), ensure_ascii=False) + "\n")

    @contextmanager
    def progress(self, title: str) -> Iterator[Advance]:
        """Show a bar with rate and remaining time; plain lines where the output is no terminal."""
        if not self.console.is_terminal:
            yield _lines(self, title)
            return
        columns = (
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[rate]}"),
            TimeElapsedColumn(),
            TextColumn("left"),
            TimeRemainingColumn(),
        )
        with Progress(*columns, console=self.console) as bar:
            task = bar.add_task(title, total=None, rate="")

            def advance(done: int, total: int, what: str = "") -> None:
                bar.update(task, completed=done, total=total, description=what or title)
                speed = bar.tasks[task].speed
                bar.update(task, rate=f"{speed:,.0f}/s" if speed else "")

            yield advance


def _lines(output: Output, title: str) -> Advance:
    tenths_said: set[tuple[str, int]] = set()

    def advance(done: int, total: int, what: str = "") -> None:
        tenth = done * 10 // total if total else 10
        if (what, tenth) not in tenths_said:
            tenths_said.add((what, tenth))
            output.say(f"{what or title}: {done:,} of {total:,}")

    return advance


def load_settings(as_json: bool = False, /, kind: type[Settings] = Settings, **overrides: Any) -> Settings:
    """Read the settings, of ``kind``, and explain in one sentence each what does not fit."""
    try:
        return kind.load(**overrides)
    except QuorateError as refusal:
        explain(refusal, Output(as_json))
        raise typer.Exit(FAILED) from None
    except ValidationError as problem:
        told = []
        for error in problem.errors(include_input=False, include_url=False):
            place = "_".join(str(part) for part in error["loc"])
            name = f"QUORATE_{place.upper()}: " if place else ""
            told.append(f"{name}{error['msg'].removeprefix('Value error, ')}")
        if as_json:
            suggestion = "Set what is named; docs/settings.md lists every setting."
            document = {"code": "settings_invalid", "message": " ".join(told), "suggestion": suggestion}
            Output(as_json).result(document)
        else:
            console = Console(stderr=True, highlight=False)
            for line in told:
                console.print(f"[red]Settings:[/red] {escape(line)}")
        raise typer.Exit(FAILED) from None


def begin_log(settings: Settings) -> None:
    """Write the log of this process as the settings say."""
    key = settings.log_key
    configure_logs(settings.log_level, Pseudonyms(None if key is None else key.get_secret_value()))


def run(main: Callable[[], Coroutine[Any, Any, T]], output: Output) -> T:
    """Run ``main`` to its end. A refusal becomes a sentence, a suggestion and exit code 1."""
    # Its pools report a lost database with a stack of calls for every try; what we raise says it in a sentence.
    logging.getLogger("asyncpg.pool").setLevel(logging.CRITICAL)
    # Its clients report every try to reach a broker that is away, many a second.
    logging.getLogger("kafka").setLevel(logging.CRITICAL)
    collect_in_short_steps()
    try:
        return uvloop.run(main())
    except QuorateError as error:
        explain(error, output)
    except BaseExceptionGroup as group:
        first = _first_refusal(group)
        if first is None:
            raise
        explain(first, output)
    except KeyboardInterrupt:
        raise typer.Exit(130) from None
    raise typer.Exit(FAILED)


def explain(error: QuorateError, output: Output) -> None:
    """Tell what was refused, and what to do next."""
    if output.as_json:
        output.result({"code": error.code, "message": error.message, "suggestion": error.suggestion})
    else:
        Console(stderr=True, highlight=False).print(
            f"[red]{escape(error.message)}[/red]\n{escape(error.suggestion)}"
        )


def _first_refusal(group: BaseExceptionGroup[BaseException]) -> QuorateError | None:
    """Return the error in a group that only holds errors of ours, however deep; None for any other."""
    ours, others = group.split(QuorateError)
    if ours is None or others is not None:
        return None
    first: BaseException = ours
    while isinstance(first, BaseExceptionGroup):
        first = first.exceptions[0]
    assert isinstance(first, QuorateError)
    return first
