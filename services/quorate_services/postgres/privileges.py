"""PostgreSQL refuses to run as root: which account runs it then, and what that account can reach."""

import os
import pwd
import stat
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from quorate_events.errors import QuorateError

DEFAULT_ACCOUNTS = ("postgres", "nobody")


class NoUnprivilegedAccount(QuorateError):
    """Started as root, and no account was found to run PostgreSQL as."""

    code = "postgres_no_unprivileged_account"


@dataclass(frozen=True, slots=True)
class Account:
    """An account of the machine that the server is run as, by numeric user and group."""

    name: str
    uid: int
    gid: int


def account_to_run_as(
    wanted: str | None = None, *, defaults: Sequence[str] = DEFAULT_ACCOUNTS
) -> Account | None:
    """Say which account runs the server; None means the present user, who is not root.

    As root: ``wanted`` when given, else the first of ``defaults`` that exists.
    Raises NoUnprivilegedAccount when there is none, or when it is root again.
    """
    if os.geteuid() != 0:
        return None
    for name in (wanted,) if wanted else defaults:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        if entry.pw_uid != 0:
            return Account(name, entry.pw_uid, entry.pw_gid)
    raise NoUnprivilegedAccount(
        "PostgreSQL must not run as root, and no other account was found to run it as.",
        "Name an existing account that is not root, or start Quorate as an ordinary user.",
    )


def may_enter(folder: Path, account: Account | None) -> bool:
    """Say whether ``account`` can pass through every folder from the root of the disk down to ``folder``.

    Folders that do not exist yet are left out: whoever makes them decides. No permission is changed.
    """
    if account is None:
        return True
    resolved = folder.resolve()
    return all(_may_search(part.stat(), account) for part in (resolved, *resolved.parents) if part.exists())


def only_root_may_write(folder: Path) -> bool:
    """Say whether ``folder`` belongs to root and nobody else can add or replace what is in it."""
    found = folder.lstat()
    return stat.S_ISDIR(found.st_mode) and found.st_uid == 0 and not found.st_mode & 0o022


def _may_search(found: os.stat_result, account: Account) -> bool:
    if found.st_uid == account.uid:
        return bool(found.st_mode & stat.S_IXUSR)
    if found.st_gid == account.gid:
        return bool(found.st_mode & stat.S_IXGRP)
    return bool(found.st_mode & stat.S_IXOTH)
