"""A server that we started ends with us, whatever ends us: even a kill that leaves no time for anything."""

import subprocess
from collections.abc import Mapping
from importlib import resources

from quorate_services.postgres.privileges import Account

_ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LC_ALL": "C"}


class Guard:
    """A small process beside ``server`` that stops it once this process is gone, or has forgotten the guard.

    The server is known by its process and a word of its command line, as numbers of processes are used again. It is
    sent ``signals`` in turn, each with the seconds that it has afterwards.

    The guard runs as the server's own account and in a session of its own: Ctrl-C reaches us and not it. A
    guard that is killed guards no longer; a server left behind makes way at the next start.
    """

    def __init__(
        self,
        server: "subprocess.Popen[bytes]",
        word: str,
        signals: Mapping[str, int],
        account: Account | None,
    ) -> None:
        script = resources.files("quorate_services").joinpath("guard.sh").read_text("utf-8")
        steps = [str(each) for step in signals.items() for each in step]
        # We hold the only end of its input that is written to; the system closes it when we end, however we end.
        self._process = subprocess.Popen(  # noqa: S603
            ["/bin/sh", "-c", script, "guard", str(server.pid), word, *steps],
            stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            cwd="/", env=_ENVIRONMENT, start_new_session=True, umask=0o077,
            user=account.uid if account else None, group=account.gid if account else None,
            extra_groups=[] if account else None,
        )  # fmt: skip

    @property
    def pid(self) -> int:
        """The number of the guard's own process."""
        return self._process.pid

    def dismiss(self) -> None:
        """End the guard and leave the server alone. Harmless twice."""
        self._process.kill()
        self._process.wait()
        if self._process.stdin is not None:
            self._process.stdin.close()
