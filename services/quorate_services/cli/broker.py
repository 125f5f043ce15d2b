"""``quorate broker``: a Kafka of our own beside the demo, and its events in it."""

import shlex
from pathlib import Path

from quorate_events.errors import QuorateError
from quorate_services.cli.output import Output, begin_log, load_settings, run
from quorate_services.cli.project import stop_signal
from quorate_services.composition import wire
from quorate_services.database import migrate_database, open_database
from quorate_services.kafka_access import kafka_of
from quorate_services.settings import Settings


class BrokerForDemoOnly(QuorateError):
    """A broker without protection is asked for beside a database that somebody operates."""

    code = "broker_for_demo_only"

    def __init__(self) -> None:
        super().__init__(
            "quorate broker is for the demo with its own PostgreSQL, and a database is named.",
            "For that one operate a Kafka, and run quorate relay; the page on operations says how.",
        )


def broker() -> None:
    """Run a Kafka on this machine, and publish the demo's events to it. Prints how to see them arrive.

    Beside a running `quorate demo`, or alone with what it left. Data stays in the folder kafka of QUORATE_HOME.
    """
    output = Output()
    settings = load_settings(environment="demo", log_level="warning")
    begin_log(settings)

    async def main() -> None:
        # Here, because kafka-python reads a hundred files as it is imported, and most commands have no Kafka.
        from quorate_events.kafka.access import Security
        from quorate_events.kafka.admin import KafkaAdmin
        from quorate_events.kafka.topic_plan import apply, plan
        from quorate_events.kafka.topics import EVENTS, declared
        from quorate_services.broker.broker import Broker
        from quorate_services.relay.running import run_relay

        if any((settings.database_url, settings.app_database_url, settings.relay_database_url)):
            raise BrokerForDemoOnly
        async with (
            open_database(settings, output.say) as connections,
            Broker(settings.home / "kafka", say=output.say) as running,
        ):
            await migrate_database(connections)
            here = {
                "kafka_bootstrap": running.bootstrap,
                "kafka_security": Security.PLAINTEXT,
                "kafka_replication": 1,
            }
            wiring = wire(settings.model_copy(update=here), connections)
            topics = declared(wiring.ledger, settings.kafka_topics)
            admin = KafkaAdmin(kafka_of(wiring.settings))
            try:
                await apply(admin, await plan(admin, topics, 1))
            finally:
                await admin.close()
            stop = stop_signal()
            output.say(_welcome(wiring.settings, running.bootstrap, topics[EVENTS].name))
            state = await run_relay(wiring, stop, say=output.say)
            output.say(f"Stopped at position {state.position}. The data stays in {settings.home}.")

    run(main, output)


def _welcome(settings: Settings, bootstrap: str, topic: str) -> str:
    return "\n".join(
        [
            "",
            f"Kafka answers at {bootstrap}, and the events of {settings.partnership} are on their way to it.",
            "",
            "See them arrive, in another terminal, with Kafka's own console consumer (the first are from long ago;",
            "record something in the demo to see a new one):",
            "",
            f"  {shlex.join(console_consumer(bootstrap, topic))}",
            "",
            "See how far the relay is, and what the topics are:",
            "",
            f"  export QUORATE_ENVIRONMENT=demo QUORATE_KAFKA_BOOTSTRAP={bootstrap} QUORATE_KAFKA_SECURITY=plaintext "
            "QUORATE_KAFKA_REPLICATION=1",
            "  quorate topics",
            "  quorate doctor",
            "",
            "Stop with Ctrl-C.",
        ]
    )


def console_consumer(bootstrap: str, topic: str) -> list[str]:
    """Return the command that prints every committed record of ``topic`` as it comes, with its headers.

    Raises JavaMissing and BrokerMissing.
    """
    from quorate_services.broker.artifacts import find_programs
    from quorate_services.broker.java import find_java

    shown = [each for name in ("headers", "key") for each in ("--formatter-property", f"print.{name}=true")]
    return [
        str(find_java()), "-cp", str(Path(find_programs()) / "*"),
        "org.apache.kafka.tools.consumer.ConsoleConsumer", "--bootstrap-server", bootstrap, "--topic", topic,
        "--from-beginning", "--isolation-level", "read_committed", *shown,
    ]  # fmt: skip
