from pathlib import Path

import pytest

from quorate_services.postgres.binaries import Binaries
from quorate_services.postgres.cluster import Cluster
from quorate_services.postgres.layout import DataFolderInUse
from quorate_services.postgres.server import StartFailed, VersionMismatch


async def test_a_second_start_on_the_same_folder_is_refused(cluster: Cluster, binaries: Binaries) -> None:
    second = Cluster(cluster.location.folder, binaries)
    with pytest.raises(DataFolderInUse):
        await second.start()
    assert cluster.pid is not None


async def test_data_of_another_major_version_is_refused(cluster_folder: Path, binaries: Binaries) -> None:
    cluster = Cluster(cluster_folder, binaries)
    await cluster.start()
    await cluster.stop()
    (cluster.location.data / "PG_VERSION").write_text("17\n" if binaries.major != 17 else "16\n")
    with pytest.raises(VersionMismatch) as refused:
        await cluster.start()
    assert str(binaries.major) in refused.value.message
    assert refused.value.suggestion


async def test_a_setting_that_postgresql_refuses_is_named(cluster_folder: Path, binaries: Binaries) -> None:
    cluster = Cluster(cluster_folder, binaries, extra_settings={"no_such_setting": "1"})
    with pytest.raises(StartFailed) as refused:
        await cluster.start()
    assert "no_such_setting" in refused.value.message
    assert cluster.pid is None


async def test_a_failed_start_lets_the_folder_go(cluster_folder: Path, binaries: Binaries) -> None:
    with pytest.raises(StartFailed):
        await Cluster(cluster_folder, binaries, extra_settings={"no_such_setting": "1"}).start()
    async with Cluster(cluster_folder, binaries) as cluster:
        assert cluster.pid is not None


async def test_a_reset_deletes_the_data(cluster_folder: Path, binaries: Binaries) -> None:
    cluster = Cluster(cluster_folder, binaries)
    await cluster.start()
    data = cluster.location.data
    await cluster.reset()
    assert cluster.pid is None
    assert not data.exists()
