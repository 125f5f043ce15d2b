"""The server's settings, and who may sign in: everybody by password, over the socket alone."""

from collections.abc import Mapping
from pathlib import Path

from quorate_services.postgres.binaries import Binaries

SIGN_IN_RULES = (
    "# Over the private socket, with a password. No address is listened on.\nlocal all all scram-sha-256\n"
)

_DEMO_SETTINGS: Mapping[str, str] = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "password_encryption": "scram-sha-256",
    "max_connections": "100",
    "shared_buffers": "256MB",
    "fsync": "on",
    "wal_compression": "off",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "logging_collector": "off",
    # Logs hold no personal data: no statement texts, no values in the details of an error.
    "log_error_verbosity": "terse",
    "log_min_error_statement": "panic",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
}


def server_settings(socket_dir: Path, rules: Path, extra: Mapping[str, str]) -> str:
    """Write the text of ``postgresql.conf``; ``extra`` wins over the settings of the demo."""
    places = {
        "unix_socket_directories": str(socket_dir),
        "hba_file": str(rules),
        "ident_file": str(rules.with_name("pg_ident.conf")),
    }
    settings = {**_DEMO_SETTINGS, **places, **extra}
    return "".join(f"{name} = {_quoted(value)}\n" for name, value in settings.items())


def initdb_arguments(binaries: Binaries, data: Path, password_file: Path, superuser: str) -> list[str]:
    """Give the command that makes a data folder: C.UTF-8, checksums, and no sign-in without a password."""
    # The collation built into 17 and later is the same on every system; before, the C library has it.
    locale = (
        ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        if binaries.major >= 17
        else ["--locale=C.UTF-8"]
    )
    return [
        str(binaries.initdb), f"--pgdata={data}", "--encoding=UTF8", *locale, "--data-checksums",
        "--auth=scram-sha-256", f"--username={superuser}", f"--pwfile={password_file}", "--no-instructions",
    ]  # fmt: skip


def _quoted(value: str) -> str:
    return "'" + value.replace("\\", "\\\\").replace("'", "''") + "'"
