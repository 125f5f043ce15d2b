"""The command ``quorate``."""

import gc
import sys


def main() -> None:
    """Run the command line.

    Nothing that the modules make while they are read is ever garbage, yet looking for garbage among it again and
    again was a third of the time that a command took to start. So nobody looks until they are read, and nobody
    looks at what they made afterwards.
    """
    gc.disable()
    from quorate_services.cli.commands import COMMANDS, app, read

    if sys.argv[1:] and sys.argv[1] in COMMANDS:
        read(sys.argv[1])
    gc.freeze()
    gc.enable()
    app()


if __name__ == "__main__":
    main()
