"""Counts work instead of time: the calls of Python functions that a refusal takes."""

import sys
from collections.abc import Callable, Coroutine
from types import CodeType, FrameType
from typing import Any, TypeVar

T = TypeVar("T")


def counted(work: Callable[[], Coroutine[Any, Any, T]]) -> tuple[T, int, set[CodeType]]:
    """Run ``work``, which must wait for nothing; return its result, how many calls it took, and what was called.

    A refusal that waits for the database is none of those that are meant to be quick.
    """
    calls, called = 0, set()

    def note(frame: FrameType, event: str, _argument: object) -> None:
        nonlocal calls
        if event == "call":
            calls += 1
            called.add(frame.f_code)

    running = work()
    sys.setprofile(note)
    try:
        running.send(None)
    except StopIteration as done:
        result: T = done.value
        return result, calls, called
    finally:
        sys.setprofile(None)
        running.close()
    raise AssertionError("it waited for something")
