"""What every keeper of the key-encryption key does: a file, and Vault's transit engine over its documented API."""

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from quorate_events.vault.errors import (
    KeyEncryptionLost,
    KeyFileExists,
    KeyFileExposed,
    KeyFileMissing,
    KeyFileUnreadable,
    KeyServiceUnavailable,
)
from quorate_events.vault.local_file import LocalKeyFile
from quorate_events.vault.provider import KeyEncryption, Wrapped, place
from quorate_events.vault.transit import VaultTransit

from .transit_server import TOKEN, transit_server

HERE, THERE = place("stoke", uuid4()), place("stoke", uuid4())
KEY = bytes(range(32))


@pytest.fixture(params=["file", "transit"])
def kek(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[KeyEncryption]:
    if request.param == "file":
        yield LocalKeyFile.create(tmp_path / "kek.json")
        return
    with transit_server() as address:
        yield VaultTransit(address, TOKEN)


async def test_what_was_wrapped_is_unwrapped_in_the_same_order(kek: KeyEncryption) -> None:
    keys = [(place("stoke", uuid4()), bytes([n]) * 32) for n in range(40)]
    wrapped = await kek.wrap(keys)
    assert await kek.unwrap([(context, each) for (context, _), each in zip(keys, wrapped, strict=True)]) == [
        key for _, key in keys
    ]


async def test_nothing_is_nothing(kek: KeyEncryption) -> None:
    assert await kek.wrap([]) == await kek.unwrap([]) == []


async def test_a_wrapped_key_shows_nothing_of_the_key(kek: KeyEncryption) -> None:
    one, other = await kek.wrap([(HERE, KEY), (HERE, KEY)])
    assert KEY not in one.data
    assert one.data != other.data


async def test_a_key_opens_for_no_other_person(kek: KeyEncryption) -> None:
    (wrapped,) = await kek.wrap([(HERE, KEY)])
    with pytest.raises(KeyEncryptionLost):
        await kek.unwrap([(THERE, wrapped)])


async def test_one_that_does_not_open_among_many_is_told(kek: KeyEncryption) -> None:
    (wrapped,) = await kek.wrap([(HERE, KEY)])
    with pytest.raises(KeyEncryptionLost):
        await kek.unwrap([(HERE, wrapped), (THERE, wrapped)])


async def test_after_rotation_the_old_still_opens_and_the_new_wraps(kek: KeyEncryption) -> None:
    before = await kek.current()
    (old,) = await kek.wrap([(HERE, KEY)])
    after = await kek.rotate()
    assert after != before
    assert after == await kek.current()
    (new,) = await kek.wrap([(HERE, KEY)])
    assert (old.kek, new.kek) == (before, after)
    assert await kek.unwrap([(HERE, old), (HERE, new)]) == [KEY, KEY]


async def test_the_file_is_read_again_after_a_restart(tmp_path: Path) -> None:
    path = tmp_path / "kek.json"
    kek = LocalKeyFile.create(path)
    (old,) = await kek.wrap([(HERE, KEY)])
    await kek.rotate()
    again = LocalKeyFile(path)
    assert await again.unwrap([(HERE, old)]) == [KEY]
    assert path.stat().st_mode & 0o777 == 0o600


async def test_the_content_of_a_file_does_without_the_file(tmp_path: Path) -> None:
    path = tmp_path / "kek.json"
    (wrapped,) = await LocalKeyFile.create(path).wrap([(HERE, KEY)])
    handed_over = LocalKeyFile.of(path.read_text())
    assert await handed_over.unwrap([(HERE, wrapped)]) == [KEY]
    with pytest.raises(KeyFileMissing):
        await handed_over.rotate()
    with pytest.raises(KeyFileUnreadable):
        LocalKeyFile.of("{}")


def test_a_file_is_never_overwritten(tmp_path: Path) -> None:
    LocalKeyFile.create(tmp_path / "kek.json")
    with pytest.raises(KeyFileExists):
        LocalKeyFile.create(tmp_path / "kek.json")


def test_a_file_that_others_may_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "kek.json"
    LocalKeyFile.create(path)
    path.chmod(0o640)
    with pytest.raises(KeyFileExposed):
        LocalKeyFile(path)


@pytest.mark.parametrize(
    "content", ["", "{}", '{"format":"quorate-kek/1","current":"file:2","keys":{"file:1":"AAAA"}}']
)
def test_a_file_that_is_none_of_ours_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "kek.json"
    path.touch(0o600)
    path.write_text(content)
    with pytest.raises(KeyFileUnreadable):
        LocalKeyFile(path)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(KeyFileUnreadable):
        LocalKeyFile(tmp_path / "kek.json")


async def test_a_token_that_vault_does_not_take_is_told_without_the_token() -> None:
    with transit_server() as address:
        kek = VaultTransit(address, "s.another")
        with pytest.raises(KeyServiceUnavailable) as refused:
            await kek.wrap([(HERE, KEY)])
    assert "another" not in f"{refused.value!r} {refused.value.__context__!r}"


async def test_a_vault_that_is_away_is_told() -> None:
    with transit_server() as address:
        kek = VaultTransit(address, TOKEN)
        (wrapped,) = await kek.wrap([(HERE, KEY)])
    with pytest.raises(KeyServiceUnavailable):
        await kek.unwrap([(HERE, wrapped)])


async def test_what_vault_never_wrapped_is_told() -> None:
    with transit_server() as address, pytest.raises(KeyEncryptionLost):
        await VaultTransit(address, TOKEN).unwrap(
            [(HERE, Wrapped("x", b"vault:v1:AAAAAAAAAAAAAAAAAAAAAAAAAAAA"))]
        )
