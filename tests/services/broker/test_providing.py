"""Where Java or the programs are not there, what is missing is told; what was altered is not used."""

import re
from pathlib import Path

import pytest
from tests.support.kafka import not_to_be_had

from quorate_services.broker import artifacts
from quorate_services.broker.artifacts import (
    BrokerAltered,
    BrokerMissing,
    fetch_programs,
    find_programs,
    pinned,
)
from quorate_services.broker.java import JavaMissing, find_java


def _program(folder: Path, name: str, text: str) -> None:
    folder.mkdir(exist_ok=True)
    file = folder / name
    file.write_text(f"#!/bin/sh\n{text}\n")
    file.chmod(0o755)


@pytest.fixture
def empty_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    cache = tmp_path / "cache" / "kafka"
    monkeypatch.setattr(artifacts, "cache_folder", lambda: cache)
    return cache


def test_every_file_has_its_hash_and_no_address_is_named() -> None:
    assert all(re.fullmatch(r"[0-9a-f]{64}", digest) for digest in pinned().values())
    assert "kafka_2.13-4.3.0.jar" in pinned()
    pom = (Path(artifacts.__file__).parent / "pom.xml").read_text("utf-8")
    assert "<repositor" not in pom


def test_without_java_the_way_to_it_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(JavaMissing) as told:
        find_java()
    assert "make kafka" in told.value.suggestion


def test_an_old_java_is_not_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _program(tmp_path / "bin", "java", "echo 'openjdk version \"11.0.20\"' >&2")
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:/usr/bin:/bin")
    with pytest.raises(JavaMissing):
        find_java()


@pytest.mark.usefixtures("empty_cache")
def test_without_the_programs_or_maven_the_way_to_them_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(BrokerMissing) as told:
        find_programs()
    assert "make kafka" in told.value.suggestion
    with pytest.raises(BrokerMissing) as told:
        fetch_programs(print)
    assert "apt install maven" in told.value.suggestion


def test_what_is_not_as_pinned_is_not_kept(
    empty_cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copying = (
        'for word in "$@"; do case $word in -DoutputDirectory=*) echo x > "${word#*=}/bad.jar";; esac; done'
    )
    _program(tmp_path / "bin", "mvn", copying)
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:/usr/bin:/bin")
    with pytest.raises(BrokerAltered) as told:
        fetch_programs(print)
    assert "bad.jar" in told.value.message
    assert list(empty_cache.parent.iterdir()) == []


def test_in_ci_a_test_without_kafka_fails_and_elsewhere_it_is_not_run(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="Java 17"):
        not_to_be_had(JavaMissing())
    monkeypatch.delenv("CI")
    with pytest.raises(pytest.skip.Exception, match="make kafka"):
        not_to_be_had(JavaMissing())
