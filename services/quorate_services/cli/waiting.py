"""Tells a person that a process waits something out, and that it goes on."""

from collections.abc import Callable


class Waiting:
    """Says each failure once, by its code, and once more when it is over."""

    def __init__(self, say: Callable[[str], None]) -> None:
        self._say = say
        self._told = ""

    def show(self, failing: str) -> None:
        """Take over what is waited out: the code of an error, empty when nothing is."""
        if failing and failing != self._told:
            self._say(f"Waiting ({failing}). It goes on by itself.")
        elif self._told and not failing:
            self._say("Going on.")
        self._told = failing
