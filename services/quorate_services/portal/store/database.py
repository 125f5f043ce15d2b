"""The file of the portal: SQLite, one writer at a time, each change on the disk before it is answered."""

import asyncio
import os
import sqlite3
from collections.abc import Callable
from importlib import resources
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import Any, Self, TypeVar

T = TypeVar("T")
Row = tuple[Any, ...]


def statement(name: str) -> str:
    """Read the statement ``name`` from ``sql/``."""
    return resources.files("quorate_services.portal.store").joinpath("sql", f"{name}.sql").read_text("utf-8")


class StoreFile:
    """An open file. Only the account that runs the portal can read it."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
        self._connection = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        self._lock = Lock()
        for each in ("journal_mode = wal", "synchronous = full", "secure_delete = on", "busy_timeout = 5000"):
            self._connection.execute(f"pragma {each}")
        self._connection.executescript(statement("tables"))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.close()

    async def run(self, name: str, *values: object) -> list[Row]:
        """Run one statement, and return its rows."""
        text = statement(name)
        return await self.together(lambda connection: connection.execute(text, values).fetchall())

    async def together(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Do ``work`` in one transaction, in a thread."""

        def transaction() -> T:
            with self._lock:
                self._connection.execute("begin immediate")
                try:
                    done = work(self._connection)
                except BaseException:
                    self._connection.execute("rollback")
                    raise
                self._connection.execute("commit")
                return done

        return await asyncio.to_thread(transaction)
