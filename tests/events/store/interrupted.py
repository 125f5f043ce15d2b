"""A way to PostgreSQL that can be cut: a relay between the store and the server's socket."""

import asyncio
from base64 import b64encode
from contextlib import suppress
from urllib.parse import parse_qs, quote, urlsplit


class Relay:
    """Passes bytes between clients and the server, until told otherwise.

    ``cut`` loses all connections and refuses new ones, ``restore`` ends that. ``freeze`` passes nothing on any
    more, as a network does that was cut without a word. ``cut_at`` cuts when so many connections have come.
    ``swallow_next_answer`` lets
    the request that comes next through and cuts its connection when the server answers: it was carried out,
    and nobody was told.
    """

    def __init__(self, dsn: str, folder: str) -> None:
        parts = urlsplit(dsn)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        port = query.get("port", "5432")
        self._server_path = f"{query['host']}/.s.PGSQL.{port}"
        self._own_path = f"{folder}/.s.PGSQL.{port}"
        query["host"] = folder
        self.dsn = parts._replace(
            query="&".join(f"{k}={quote(v, safe='')}" for k, v in query.items())
        ).geturl()
        self._writers: set[asyncio.StreamWriter] = set()
        self._up = True
        self._thawed = asyncio.Event()
        self._thawed.set()
        self._swallowing = False
        self.swallowed = 0
        self.connections = 0
        self.cut_at: int | None = None

    async def __aenter__(self) -> "Relay":
        self._server = await asyncio.start_unix_server(self._serve, self._own_path)
        return self

    async def __aexit__(self, *exc_info: object) -> None:
        self._thawed.set()
        self.cut()
        self._server.close()

    def cut(self) -> None:
        self._up = False
        for writer in self._writers:
            writer.transport.abort()

    def restore(self) -> None:
        self._up = True

    def freeze(self) -> None:
        self._thawed.clear()

    def swallow_next_answer(self) -> None:
        self._swallowing = True

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        if self.connections == self.cut_at:
            self.cut()
        if not self._up:
            writer.transport.abort()
            return
        to_server_reader, to_server = await asyncio.open_unix_connection(self._server_path)
        self._writers |= {writer, to_server}
        pending = [False]
        await asyncio.gather(
            self._pass_on(reader, to_server, self._requests(pending)),
            self._pass_on(to_server_reader, writer, self._answers(pending)),
        )
        self._writers -= {writer, to_server}

    def _requests(self, pending: list[bool]):
        def passes(data: bytes) -> bool:
            # The append's Bind message carries its states as they are, and its answers in base64; small chatter
            # (a new connection, NOTIFY) is left alone.
            marked = b"swallow-me" in data or b64encode(b"swallow-me") in data
            if self._swallowing and marked:
                self._swallowing, pending[0] = False, True
            return True

        return passes

    def _answers(self, pending: list[bool]):
        def passes(data: bytes) -> bool:
            # "C" (command complete): the transaction is committed.
            if pending[0]:
                self.swallowed += 1
                return False
            return True

        return passes

    async def _pass_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, passes) -> None:
        with suppress(OSError):
            while data := await reader.read(65536):
                await self._thawed.wait()
                if not passes(data):
                    break
                writer.write(data)
                await writer.drain()
        writer.transport.abort()
