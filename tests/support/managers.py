"""Ends processes that manage a server of ours, in the ways in which that happens."""

import asyncio

import psutil


def kill_with_its_guards(manager: int) -> None:
    """Kill a process and what guards its servers: those go on, and nobody stops them."""
    process = psutil.Process(manager)
    for child in process.children():
        if child.cmdline()[3:4] == ["guard"]:
            child.kill()
    process.kill()


def runs(pid: int) -> bool:
    """Say whether a process is there, and has not just been left unread by its parent."""
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


async def until_gone(pid: int, seconds: float = 60.0) -> None:
    """Return once the process has ended."""
    async with asyncio.timeout(seconds):
        while runs(pid):  # noqa: ASYNC110 - nobody tells us
            await asyncio.sleep(0.02)
