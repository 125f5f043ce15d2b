"""``quorate data-keys``: the key-encryption key, and the data keys of persons that it wraps."""

from pathlib import Path
from typing import Annotated

import typer

from quorate_events.vault.data_keys import DataKeys
from quorate_events.vault.errors import KeyProviderMissing
from quorate_events.vault.keyring import Keyring
from quorate_events.vault.local_file import LocalKeyFile
from quorate_services.cli.options import AsJson
from quorate_services.cli.output import Output, load_settings, run
from quorate_services.data_keys import key_encryption, keys_dsn
from quorate_services.database import open_database
from quorate_services.postgres.roles import Role

data_keys = typer.Typer(
    name="data-keys", help="The keys under which personal data are kept.", no_args_is_help=True
)


@data_keys.command()
def create(
    file: Annotated[Path, typer.Argument(help="The new file. It is readable by its owner only.")],
    as_json: AsJson = False,
) -> None:
    """Make a file with a key-encryption key, for QUORATE_KEY_FILE. Keep a copy of it apart from every database."""

    async def main() -> str:
        return await LocalKeyFile.create(file).current()

    output = Output(as_json)
    name = run(main, output)
    output.say(
        f"{file} holds {name}. Whoever loses it loses every personal text with it: keep a copy elsewhere."
    )
    output.result({"file": str(file), "key": name})


@data_keys.command()
def check(as_json: AsJson = False) -> None:
    """Say whether the key-encryption key opens the data keys."""
    settings = load_settings(as_json)
    output = Output(as_json)

    async def main() -> str:
        kek = key_encryption(settings)
        if kek is None:
            raise KeyProviderMissing
        async with open_database(settings, output.say) as connections:
            keys = DataKeys(keys_dsn(settings, connections), settings.partnership)
            try:
                await Keyring(keys, kek).check()
            finally:
                await keys.close()
        return await kek.current()

    name = run(main, output)
    output.say(f"The data keys open. New ones are wrapped by {name}.")
    output.result({"key": name})


@data_keys.command()
def rotate(as_json: AsJson = False) -> None:
    """Make a new key-encryption key, and wrap every data key by it. No event is written anew.

    Keeps the old one, which backups of the data keys still need. May be broken off and given again.
    """
    settings = load_settings(as_json)
    output = Output(as_json)

    async def main() -> tuple[str, int]:
        kek = key_encryption(settings)
        if kek is None:
            raise KeyProviderMissing
        async with open_database(settings, output.say) as connections:
            keys = DataKeys(keys_dsn(settings, connections, Role.OWNER), settings.partnership)
            keyring = Keyring(keys, kek)
            try:
                await keyring.check()
                name = await kek.rotate()
                return name, await keyring.rewrap()
            finally:
                await keys.close()

    name, count = run(main, output)
    output.say(f"{count:,} data keys are wrapped by {name} now. Restart the processes of Quorate to use it.")
    output.result({"key": name, "wrapped": count})
