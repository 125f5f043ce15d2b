"""Reads what a process prints, line by line."""

import asyncio


async def next_line(printed: asyncio.StreamReader) -> str:
    """Return the next line without its end. Fails when there is none: whoever waits for more would wait for ever."""
    line = await printed.readline()
    assert line, "it ended without having printed what was waited for"
    return line.decode().rstrip()
