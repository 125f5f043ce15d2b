"""The client of the developers' guide, against a real server."""

import asyncio
import contextlib
import io
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import uvicorn
from tests.docs.conftest import OpenReader
from tests.docs.printed import DOCS, blocks

GUIDE = DOCS / "guides" / "developers.md"
PRINTED_ADDRESS = "127.0.0.1:8000"


@asynccontextmanager
async def serving(app: Any) -> AsyncIterator[str]:
    # The lifespan runs already, in the reader.
    server = uvicorn.Server(
        uvicorn.Config(app, port=0, lifespan="off", log_level="warning", access_log=False)
    )
    running = asyncio.create_task(server.serve())
    while not server.started:  # noqa: ASYNC110 - the server has no event to wait for
        await asyncio.sleep(0.01)
    yield f"127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    await running


async def test_the_printed_client_prints_what_the_meeting_shows(open_reader: OpenReader) -> None:
    [client] = [block.text for block in blocks(GUIDE) if block.language == "python"]
    assert PRINTED_ADDRESS in client
    async with open_reader("subscription") as reader, serving(reader.app) as address:
        program = compile(client.replace(PRINTED_ADDRESS, address), str(GUIDE), "exec")
        with contextlib.redirect_stdout(io.StringIO()) as printed:
            await asyncio.to_thread(exec, program, {})
    assert "'status': 'CONVENED'" in printed.getvalue()
    assert "Harbour Domestic Abuse Service" in printed.getvalue()
