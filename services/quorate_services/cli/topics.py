"""``quorate topics``: the topics that there are in Kafka, and those that there should be."""

import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from quorate_events.kafka.topic_plan import Planned, Step, apply, plan
from quorate_events.kafka.topics import declared
from quorate_services.cli.options import AsJson
from quorate_services.cli.output import PROBLEMS, Output, load_settings, run
from quorate_services.kafka_access import kafka_of
from quorate_services.settings import Settings

topics = typer.Typer(name="topics", invoke_without_command=True, no_args_is_help=False)


@topics.callback()
def show(context: typer.Context, as_json: AsJson = False) -> None:
    """Show the topics that there are in Kafka, and those that there should be. Exits with 3 when they differ."""
    if context.invoked_subcommand is not None:
        return
    output, settings = Output(as_json), load_settings(as_json)

    async def main() -> Sequence[Planned]:
        return await _with_plan(settings)

    planned = run(main, output)
    _print(planned, output)
    output.result({"topics": planned})
    if any(each.step is not Step.NOTHING for each in planned):
        raise typer.Exit(PROBLEMS)


@topics.command("apply")
def apply_topics(
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False, as_json: AsJson = False
) -> None:
    """Create and set up the topics as they are declared. Shows the plan first, and asks. Safe to run again."""
    output, settings = Output(as_json), load_settings(as_json)

    async def look() -> Sequence[Planned]:
        return await _with_plan(settings)

    async def carry_out() -> Sequence[Planned]:
        return await _with_plan(settings, carried_out=True)

    planned = run(look, output)
    _print(planned, output)
    changes = [each for each in planned if each.step is not Step.NOTHING]
    refused = any(each.step is Step.REFUSED for each in changes)
    if changes and not refused and not yes and not _agreed(output):
        output.say("Nothing was changed. Agree with --yes.")
        output.result({"topics": planned, "applied": False})
        raise typer.Exit(PROBLEMS)
    if changes:
        run(carry_out, output)
    output.say("Done." if changes else "Nothing to do.")
    output.result({"topics": planned, "applied": bool(changes)})


async def _with_plan(settings: Settings, *, carried_out: bool = False) -> Sequence[Planned]:
    # Here, because kafka-python reads a hundred files as it is imported, and most commands have no Kafka.
    from quorate_events.kafka.admin import KafkaAdmin

    wanted = declared(settings.partnership, settings.kafka_topics)
    admin = KafkaAdmin(kafka_of(settings))
    try:
        planned = await plan(admin, wanted, settings.kafka_replication)
        if carried_out:
            await apply(admin, planned)
        return planned
    finally:
        await admin.close()


def _agreed(output: Output) -> bool:
    return not output.as_json and sys.stdin.isatty() and typer.confirm("Apply this?")


def _print(planned: Sequence[Planned], output: Output) -> None:
    for each in planned:
        output.say(f"{each.step:14} {each.wanted.name}: {each.why}. {each.advice}".rstrip())
