"""What root sees is decided by who runs the suite; each test here holds for both, or plants what it needs."""

import os
import shutil
import stat
from pathlib import Path

import pytest

from quorate_services.postgres.binaries import Binaries
from quorate_services.postgres.cluster import Cluster
from quorate_services.postgres.installation import reachable_binaries
from quorate_services.postgres.layout import place
from quorate_services.postgres.privileges import Account, NoUnprivilegedAccount, account_to_run_as, may_enter

AS_ROOT = os.geteuid() == 0


def _modes(*folders: Path) -> dict[Path, tuple[int, int, int]]:
    parts = {part for folder in folders for part in (folder, *folder.parents)}
    found = {part: part.stat() for part in parts}
    return {part: (seen.st_mode, seen.st_uid, seen.st_gid) for part, seen in found.items()}


def _closed_copy_of(binaries: Binaries, home: Path) -> Binaries:
    """Install PostgreSQL below a folder of mode 0700, as a virtual environment below root's home would be."""
    prefix = binaries.bin.parent
    package = home / prefix.parent.name
    for part in ("bin", "lib", "share"):
        shutil.copytree(prefix / part, package / prefix.name / part, symlinks=True)
    bundled = prefix.parent.with_name(f"{prefix.parent.name}.libs")
    if bundled.exists():
        shutil.copytree(bundled, home / bundled.name, symlinks=True)
    home.parent.chmod(0o755)
    home.chmod(0o700)
    return Binaries(package / prefix.name / "bin", binaries.major, binaries.source)


async def test_it_runs_from_and_for_closed_folders_without_opening_them(
    cluster_folder: Path, binaries: Binaries
) -> None:
    home, own = cluster_folder / "home", cluster_folder / "own"
    closed = _closed_copy_of(binaries, home)
    before = _modes(home, closed.bin)
    cluster = Cluster(
        home / "data", closed, data_parent=own / "data", cache_parent=own / "programs"
    )  # fmt: skip
    async with cluster:
        # The server itself wrote this file.
        ran_as = (cluster.location.data / "postmaster.pid").stat().st_uid
        expected = own / "data" if AS_ROOT else home
        assert expected in cluster.location.folder.parents
    assert _modes(home, closed.bin) == before
    assert ran_as != 0
    assert (own / "programs").exists() == AS_ROOT


def test_programs_that_can_be_reached_are_used_where_they_are(binaries: Binaries, tmp_path: Path) -> None:
    account = account_to_run_as()
    if account is not None and not may_enter(binaries.bin, account):
        account = None
    assert reachable_binaries(binaries, account, cache_parent=tmp_path / "unused") == binaries
    assert not (tmp_path / "unused").exists()


def test_a_folder_is_closed_to_an_account_that_may_not_search_it(tmp_path: Path) -> None:
    stranger = Account("stranger", uid=4_000_000, gid=4_000_000)
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    assert not may_enter(closed, stranger)
    assert may_enter(Path("/"), stranger)


def test_a_folder_is_open_to_the_account_that_owns_it(tmp_path: Path) -> None:
    seen = tmp_path.stat()
    owner = Account("owner", seen.st_uid, seen.st_gid)
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    assert may_enter(closed, owner) == may_enter(tmp_path, owner)


@pytest.mark.parametrize("name", ["root", "no-such-account"])
def test_root_is_never_chosen_to_run_the_server(name: str) -> None:
    if AS_ROOT:
        with pytest.raises(NoUnprivilegedAccount):
            account_to_run_as(name)
    else:
        assert account_to_run_as(name) is None


def test_the_folder_of_a_cluster_cannot_be_listed_by_others(cluster_folder: Path) -> None:
    layout = place(cluster_folder, account_to_run_as())
    mode = stat.S_IMODE(layout.folder.stat().st_mode)
    assert mode & 0o066 == 0
