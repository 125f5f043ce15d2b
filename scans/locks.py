"""Every locked package is pinned with hashes, and no lock says where packages come from."""

import re
from collections.abc import Iterator
from pathlib import Path

_PIN = re.compile(r"^[a-z0-9][a-z0-9._-]*(\[[a-z,-]+\])?==[^ ]+( ; [^\\]+)? \\$")
_HASH = re.compile(r"^    --hash=sha256:[0-9a-f]{64}( \\)?$")


def problems(lock: Path) -> Iterator[str]:
    """Tell of every line that is neither a pin with a hash behind it nor a hash: options, addresses, ranges."""
    lines = lock.read_text("utf-8").splitlines()
    for number, (line, following) in enumerate(zip(lines, [*lines[1:], ""], strict=True), 1):
        if _PIN.match(line):
            if not _HASH.match(following):
                yield f"{lock.name}:{number}: a package without a hash"
        elif not _HASH.match(line):
            yield f"{lock.name}:{number}: neither a pinned package nor a hash"
