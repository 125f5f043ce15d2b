"""``quorate demo``: a believable partnership, running."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import typer

from quorate_events.evidence.signing_key import create_signing_key
from quorate_events.vault.local_file import LocalKeyFile
from quorate_services.cli.demo_welcome import welcome
from quorate_services.cli.output import Output, begin_log, load_settings, run
from quorate_services.cli.preparing import prepare
from quorate_services.composition import Wiring, development_issuer, wire
from quorate_services.database import migrate_database, open_database
from quorate_services.demo.progress import Progress
from quorate_services.demo.seeding import seed, sign_ins
from quorate_services.dev_issuer.sign_ins import SignIn
from quorate_services.serving import serve
from quorate_services.serving_portal import portal_beside
from quorate_services.settings import DEMO_KEY_FILE, Settings


def demo(
    months: Annotated[int, typer.Option(min=1, max=60, help="How many months of history to tell.")] = 24,
    port: Annotated[
        int | None,
        typer.Option(min=0, max=65535, help="The port that the API listens on; 0 takes a free one."),
    ] = None,
    portal_port: Annotated[
        int | None,
        typer.Option(min=0, max=65535, help="The port that the portal listens on; 0 takes a free one."),
    ] = None,
) -> None:
    """Run Quorate on an invented partnership: own PostgreSQL, two years of meetings, API, views and portal.

    Everything is kept (in the folder .quorate unless QUORATE_HOME says otherwise) and is there again at the
    next start. Stop with Ctrl-C.
    """
    output = Output()
    # The terminal is for the reader; a line for every request would push away who may sign in.
    quiet: dict[str, Any] = {"environment": "demo", "log_level": "warning"}
    ports = {"port": port, "portal_port": portal_port}
    given: dict[str, Any] = {name: chosen for name, chosen in ports.items() if chosen is not None}
    settings = load_settings(**quiet, **given)
    begin_log(settings)
    settings = _with_keys(settings)

    async def main() -> None:
        development = development_issuer(settings)
        async with open_database(settings, output.say, share=False) as connections:
            await migrate_database(connections)
            wiring = wire(settings, connections)
            await _tell(wiring, months, output)
            await prepare(wiring, output)
            people = sign_ins(wiring)
            portals: list[str] = []
            ready = partial(_welcome, output, people, settings.home, portals)
            await serve(wiring, ready, development, people, partial(_beside, settings, portals))
            output.say(f"Stopped. The data stays in {settings.home}; start again with: make demo")

    run(main, output)


def _with_keys(settings: Settings) -> Settings:
    """Let the demo sign checkpoints and keep personal data under keys, with the keys beside its data."""
    settings.home.mkdir(parents=True, exist_ok=True)
    if settings.signing_key is None:
        path = settings.home / "signing-key"
        if not path.exists():
            create_signing_key(path, f"demo.quorate.example/{settings.partnership}")
        settings = settings.model_copy(update={"signing_key": path})
    if not any((settings.named_key_file, settings.key_encryption_keys, settings.vault_address)):
        LocalKeyFile.create(settings.home / DEMO_KEY_FILE)
    return settings


@asynccontextmanager
async def _beside(settings: Settings, portals: list[str], api: str) -> AsyncIterator[None]:
    async with portal_beside(settings, api) as portal:
        portals.append(portal)
        yield


def _welcome(output: Output, people: Sequence[SignIn], home: Path, portals: list[str], address: str) -> None:
    output.say(welcome(address, portals[0], people, home))


async def _tell(wiring: Wiring, months: int, output: Output) -> None:
    with output.progress("Inventing a partnership") as advance:

        def show(progress: Progress) -> None:
            advance(progress.done, progress.total)

        await seed(wiring, months=months, report=show)
