"""``quorate topics``: the topics that there are in Kafka, and those that there should be."""

import sys
from collections.abc import Sequence
from typing import Annotated, NamedTuple

import typer

from quorate_events.kafka.feeds import declared_feeds
from quorate_events.kafka.rights import RightsPlan, apply_rights, plan_rights
from quorate_events.kafka.topic_plan import Planned, Step, apply, plan
from quorate_services.cli.options import AsJson
from quorate_services.cli.output import PROBLEMS, Output, load_settings, run
from quorate_services.feeds.topics import all_topics
from quorate_services.kafka_access import kafka_of
from quorate_services.settings import Settings

topics = typer.Typer(name="topics", invoke_without_command=True, no_args_is_help=False)


class Plans(NamedTuple):
    """What is to be done about topics, and about the rights of the agencies' systems."""

    topics: Sequence[Planned]
    rights: RightsPlan

    @property
    def changes(self) -> bool:
        """Whether there is anything to do."""
        return any(each.step is not Step.NOTHING for each in self.topics) or bool(self.rights.missing)

    @property
    def refused(self) -> bool:
        """Whether some of it cannot be done."""
        return any(each.step is Step.REFUSED for each in self.topics)


@topics.callback()
def show(context: typer.Context, as_json: AsJson = False) -> None:
    """Show the topics that there are in Kafka, and those that there should be. Exits with 3 when they differ."""
    if context.invoked_subcommand is not None:
        return
    output, settings = Output(as_json), load_settings(as_json)

    async def main() -> Plans:
        return await _with_plan(settings)

    planned = run(main, output)
    _print(planned, output)
    output.result({"topics": planned.topics, "rights": planned.rights})
    if planned.changes:
        raise typer.Exit(PROBLEMS)


@topics.command("apply")
def apply_topics(
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False, as_json: AsJson = False
) -> None:
    """Create and set up topics, and the rights of the agencies' systems to theirs, as they are declared.

    Shows the plan first, and asks. Safe to run again.
    """
    output, settings = Output(as_json), load_settings(as_json)

    async def look() -> Plans:
        return await _with_plan(settings)

    async def carry_out() -> Plans:
        return await _with_plan(settings, carried_out=True)

    planned = run(look, output)
    _print(planned, output)
    document = {"topics": planned.topics, "rights": planned.rights}
    if planned.changes and not planned.refused and not yes and not _agreed(output):
        output.say("Nothing was changed. Agree with --yes.")
        output.result({**document, "applied": False})
        raise typer.Exit(PROBLEMS)
    if planned.changes:
        run(carry_out, output)
    output.say("Done." if planned.changes else "Nothing to do.")
    output.result({**document, "applied": planned.changes})


async def _with_plan(settings: Settings, *, carried_out: bool = False) -> Plans:
    # Here, because kafka-python reads a hundred files as it is imported, and most commands have no Kafka.
    from quorate_events.kafka.admin import KafkaAdmin

    wanted, feeds = all_topics(settings), declared_feeds(settings.kafka_feeds)
    admin = KafkaAdmin(kafka_of(settings))
    try:
        planned = await plan(admin, wanted, settings.kafka_replication)
        rights = await plan_rights(admin, wanted, feeds)
        if carried_out:
            await apply(admin, planned)
            await apply_rights(admin, rights)
        return Plans(planned, rights)
    finally:
        await admin.close()


def _agreed(output: Output) -> bool:
    return not output.as_json and sys.stdin.isatty() and typer.confirm("Apply this?")


def _print(planned: Plans, output: Output) -> None:
    for each in planned.topics:
        output.say(f"{each.step:14} {each.wanted.name}: {each.why}. {each.advice}".rstrip())
    for right in planned.rights.missing:
        output.say(f"{'grant':14} {right.principal}: {right.operation} {right.kind} {right.name}.")
    for right in planned.rights.besides:
        output.say(
            f"{'not ours':14} {right.principal}: {right.operation} {right.kind} {right.name}. "
            "No feed needs it; take it away with Kafka's own kafka-acls."
        )
    if not planned.rights.enforced:
        output.say(f"{'no rights':14} Kafka has no authoriser: whoever reaches it reads every topic.")
