"""``quorate relay``: publish the log to Kafka."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from quorate_services.cli.options import AsJson
from quorate_services.cli.output import Output, begin_log, load_settings, run
from quorate_services.cli.project import stop_signal
from quorate_services.cli.waiting import Waiting
from quorate_services.composition import wire
from quorate_services.database import open_database
from quorate_services.kafka_access import kafka_of

if TYPE_CHECKING:
    from quorate_services.relay.relay import OnState, RelayState

_FAR_BEHIND = 500
"""Events: whoever is this far behind at the start is shown a bar until it has caught up."""


def relay(
    once: Annotated[bool, typer.Option(help="Publish what there is, then stop.")] = False,
    as_json: AsJson = False,
) -> None:
    """Publish every event of the log to Kafka, once and in order for each meeting, until stopped.

    A second relay takes over, and the first one stops. Where Kafka or the database is away it waits for them.
    """
    output = Output(as_json)
    settings = load_settings(as_json)
    begin_log(settings)

    async def main() -> "RelayState":
        # Here, because kafka-python reads a hundred files as it is imported, and most commands have no Kafka.
        from quorate_services.relay.running import run_relay

        kafka_of(settings)
        async with open_database(settings, output.say) as connections:
            with _shown(output) as on_state:
                stop = stop_signal()
                output.say("Relaying." if once else "Relaying. Stop with Ctrl-C.")
                return await run_relay(wire(settings, connections), stop, on_state, once=once, say=output.say)

    state = run(main, output)
    output.say(f"Stopped at position {state.position}; {state.published:,} events published.")
    output.result({"position": state.position, "head": state.head, "published": state.published})


@contextmanager
def _shown(output: Output) -> "Iterator[OnState]":
    """Tell a person how it catches up, what it waits for, and when it is there."""
    with output.progress("Publishing") as advance:
        begun: list[int] = []
        waiting = Waiting(output.say)
        caught_up: list[bool] = []

        def show(state: "RelayState") -> None:
            waiting.show(state.failing, state.words)
            if state.failing:
                return
            begun[:] = begun or [state.position]
            if caught_up:
                return
            total = state.head - begun[0]
            if total >= _FAR_BEHIND:
                advance(state.position - begun[0], total)
            if state.lag_events == 0:
                caught_up.append(True)
                output.say(f"Caught up at position {state.position}.")

        yield show
