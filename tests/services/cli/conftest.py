"""Commands are run as a person or a script runs them: in a process of their own, with an environment."""

import asyncio
import json
import os
import sys
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import Database

from quorate_events.vault.local_file import LocalKeyFile
from quorate_services.postgres.cluster import Cluster
from quorate_services.postgres.roles import Role


@dataclass(frozen=True)
class Ran:
    """How a command ended, and what it printed."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        """The one JSON document on standard output."""
        return json.loads(self.out)


Quorate = Callable[..., Awaitable[Ran]]


async def run_quorate(environment: dict[str, str], *arguments: str) -> Ran:
    """Run ``quorate`` with ``arguments``, and no other setting than those of ``environment``."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("QUORATE_")}
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "quorate_services.cli.main", *arguments,
        env={**inherited, **environment}, stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    out, err = await process.communicate()
    assert process.returncode is not None
    return Ran(process.returncode, out.decode(), err.decode())


@pytest.fixture
def environment(database: Database, tmp_path: Path) -> dict[str, str]:
    """The settings of an installation on the test's own migrated database, with personal data under keys."""
    LocalKeyFile.create(tmp_path / "data-keys.json")
    return {
        "QUORATE_ENVIRONMENT": "test",
        "QUORATE_HOME": str(tmp_path),
        "QUORATE_DATABASE_URL": database.owner_dsn,
        "QUORATE_APP_DATABASE_URL": database.app_dsn,
        "QUORATE_PROJECTOR_DATABASE_URL": database.projector_dsn,
        "QUORATE_RELAY_DATABASE_URL": database.relay_dsn,
    }


@pytest.fixture
def quorate(environment: dict[str, str]) -> Quorate:
    """Run a command on the test's own database."""

    async def run(*arguments: str, **settings: str) -> Ran:
        return await run_quorate({**environment, **settings}, *arguments)

    return run


@pytest.fixture
async def empty(cluster: Cluster, environment: dict[str, str]) -> Any:
    """The settings of an installation whose database nobody has migrated."""
    name = "cli_empty"
    await cluster.create_database(name)
    yield {
        **environment,
        "QUORATE_DATABASE_URL": cluster.dsn(Role.OWNER, name),
        "QUORATE_APP_DATABASE_URL": cluster.dsn(Role.APP, name),
        "QUORATE_PROJECTOR_DATABASE_URL": cluster.dsn(Role.PROJECTOR, name),
        "QUORATE_RELAY_DATABASE_URL": cluster.dsn(Role.RELAY, name),
    }
    await cluster.drop_database(name)
