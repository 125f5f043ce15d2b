"""``quorate feeds``: the agencies' own systems."""

from typing import Annotated

import typer

from quorate_services.cli.options import AsJson
from quorate_services.cli.output import Output, begin_log, load_settings, run
from quorate_services.cli.project import stop_signal
from quorate_services.composition import wire
from quorate_services.database import open_database
from quorate_services.kafka_access import kafka_of


def feeds(
    once: Annotated[bool, typer.Option(help="Tell and answer what there is, then stop.")] = False,
    as_json: AsJson = False,
) -> None:
    """Tell each agency's own system what it may see, and take in what it posts, until stopped.

    The agencies are those of the file that QUORATE_KAFKA_FEEDS names. Where Kafka or the database is away it waits.
    """
    # Here, because kafka-python reads a hundred files as it is imported, and most commands have no Kafka.
    from quorate_services.feeds.inbox import InboxState
    from quorate_services.feeds.running import feeds_of, run_feeds
    from quorate_services.feeds.states import FeedState

    output = Output(as_json)
    settings = load_settings(as_json)
    begin_log(settings)
    waiting: dict[tuple[str, type], str] = {}

    def show(agency: str, state: FeedState | InboxState) -> None:
        what = (agency, type(state))
        if state.failing and waiting.get(what) != state.failing:
            output.say(f"{agency}: waiting ({state.failing}). It goes on by itself.")
        elif waiting.get(what) and not state.failing:
            output.say(f"{agency}: going on.")
        waiting[what] = state.failing

    async def main() -> list[FeedState | InboxState]:
        kafka_of(settings)
        async with open_database(settings, output.say) as connections:
            wiring = wire(settings, connections)
            names = ", ".join(feed.name for feed in feeds_of(wiring))
            stop = stop_signal()
            output.say(f"Feeding {names}." if once else f"Feeding {names}. Stop with Ctrl-C.")
            ran = await run_feeds(wiring, stop, show, once=once, say=output.say)
            return [each.state for each in ran]

    states = run(main, output)
    told = sum(each.told for each in states if isinstance(each, FeedState))
    accepted = sum(each.accepted for each in states if isinstance(each, InboxState))
    refused = sum(each.refused for each in states if isinstance(each, InboxState))
    output.say(f"Stopped; {told:,} records told, {accepted:,} messages carried out, {refused:,} refused.")
    output.result({"told": told, "accepted": accepted, "refused": refused})
