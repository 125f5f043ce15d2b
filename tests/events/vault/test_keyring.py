"""Data keys at hand: made once, fetched together, kept for a while, gone for good."""

from pathlib import Path
from uuid import UUID, uuid4

import asyncpg
import pytest
from tests.support.keys import key_file, keyring_at

from quorate_events.access.purpose import Purpose
from quorate_events.store.connections import for_purpose
from quorate_events.vault.data_keys import DataKeys
from quorate_events.vault.errors import KeyEncryptionLost, KeyServiceUnavailable, PersonErased
from quorate_events.vault.keyring import KeyNotAtHand, Keyring, KeyringLimits
from quorate_events.vault.local_file import LocalKeyFile


class Counted(DataKeys):
    """How often the database is asked for keys."""

    asked = 0

    async def find(self, persons):
        self.asked += 1
        return await super().find(persons)


@pytest.fixture
def counted(database) -> Counted:
    return Counted(database.app_dsn, "stoke")


def same(one: Keyring, other: Keyring, *persons: UUID) -> bool:
    sealing, opening = one.cipher(persons), other.cipher(persons)
    assert sealing is not None
    assert opening is not None
    return opening.decrypt(b"n" * 12, sealing.encrypt(b"n" * 12, b"text", None), None) == b"text"


async def test_a_key_is_made_once_and_the_same_everywhere(database, keyring: Keyring, kek_path: Path) -> None:
    person = uuid4()
    await keyring.ready([person], for_writing=True)
    async with keyring_at(database.app_dsn, "stoke", kek_path) as other:
        await other.ready([person], for_writing=True)
        assert same(keyring, other, person)


async def test_the_key_of_several_is_derived_from_each(keyring: Keyring) -> None:
    one, other = sorted((uuid4(), uuid4()))
    await keyring.ready([one, other], for_writing=True)
    together, alone = keyring.cipher((one, other)), keyring.cipher((one,))
    assert together is not None
    assert alone is not None
    assert together.encrypt(b"n" * 12, b"text", None) != alone.encrypt(b"n" * 12, b"text", None)


async def test_keys_at_hand_cost_no_question(counted: Counted, kek_path: Path) -> None:
    keyring, persons = Keyring(counted, key_file(kek_path)), [uuid4() for _ in range(30)]
    await keyring.ready(persons, for_writing=True)
    before = counted.asked
    for person in persons:
        await keyring.ready([person, person], for_writing=True)
        assert keyring.cipher((person,)) is not None
    assert counted.asked == before
    await counted.close()


async def test_many_are_fetched_with_one_question(counted: Counted, kek_path: Path) -> None:
    persons = [uuid4() for _ in range(300)]
    await Keyring(counted, key_file(kek_path)).ready(persons, for_writing=True)
    before = counted.asked
    await Keyring(counted, key_file(kek_path)).ready(persons)
    assert counted.asked == before + 1
    await counted.close()


async def test_only_so_many_stay_and_those_asked_for_are_among_them(counted: Counted, kek_path: Path) -> None:
    keyring = Keyring(counted, key_file(kek_path), KeyringLimits(keys=5))
    persons = [uuid4() for _ in range(20)]
    for person in persons:
        await keyring.ready([person], for_writing=True)
    assert not keyring.has(persons[:10])
    await keyring.ready(persons)
    assert all(keyring.cipher((each,)) is not None for each in persons)
    await counted.close()


async def test_a_key_is_asked_for_again_when_its_time_is_over(counted: Counted, kek_path: Path) -> None:
    keyring, person = Keyring(counted, key_file(kek_path), KeyringLimits(seconds=0.0)), uuid4()
    await keyring.ready([person], for_writing=True)
    before = counted.asked
    await keyring.ready([person])
    assert counted.asked == before + 1
    await counted.close()


async def test_what_another_process_destroyed_is_noticed(database, keyring: Keyring, kek_path: Path) -> None:
    person, gone = uuid4(), []
    await keyring.ready([person], for_writing=True)
    keyring.when_erased(gone.extend)
    async with keyring_at(database.app_dsn, "stoke", kek_path) as other:
        await other.destroy([person])
    await keyring.look_back()
    assert gone == [person]
    assert keyring.cipher((person,)) is None


async def test_a_destroyed_key_is_never_made_again(keyring: Keyring, database, kek_path: Path) -> None:
    person, unknown = uuid4(), uuid4()
    await keyring.ready([person], for_writing=True)
    await keyring.destroy([person, unknown])
    async with keyring_at(database.app_dsn, "stoke", kek_path) as other:
        await other.ready([person, unknown], for_writing=True)
        assert other.cipher((person,)) is other.cipher((unknown,)) is None
        with pytest.raises(PersonErased):
            other.living((person,))


async def test_nothing_of_a_destroyed_key_is_in_the_table(database, keyring: Keyring) -> None:
    person = uuid4()
    await keyring.ready([person], for_writing=True)
    await keyring.destroy([person])
    connection = await asyncpg.connect(database.app_dsn, server_settings=for_purpose(Purpose.KEYS))
    try:
        row = await connection.fetchrow("select * from quorate_keys.data_keys where person_id = $1", person)
        assert (row["kek"], row["wrapped"]) == (None, None)
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await connection.execute("delete from quorate_keys.data_keys")
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await connection.execute("update quorate_keys.data_keys set destroyed_at = null, wrapped = ''")
    finally:
        await connection.close()


@pytest.mark.parametrize("purpose", [None, *(each for each in Purpose if each is not Purpose.KEYS)])
async def test_a_session_that_is_not_for_keys_sees_none_and_destroys_none(
    database, keyring: Keyring, purpose: Purpose | None
) -> None:
    person = uuid4()
    await keyring.ready([person], for_writing=True)
    connection = await asyncpg.connect(database.app_dsn, server_settings=for_purpose(purpose))
    try:
        assert await connection.fetchval("select count(*) from quorate_keys.data_keys") == 0
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await connection.execute("select quorate_keys.destroy('stoke', $1)", [person])
    finally:
        await connection.close()


async def test_a_key_that_there_should_be_and_is_not_is_no_erasure(keyring: Keyring) -> None:
    person = uuid4()
    await keyring.ready([person])
    with pytest.raises(KeyNotAtHand):
        keyring.cipher((person,))


async def test_another_key_encryption_key_is_refused_at_the_start(
    database, keyring: Keyring, tmp_path: Path
) -> None:
    await keyring.ready([uuid4()], for_writing=True)
    with pytest.raises(KeyEncryptionLost):
        async with keyring_at(database.app_dsn, "stoke", tmp_path / "another.json"):
            pass


async def test_keys_are_wrapped_anew_without_touching_anything_else(
    database, keyring: Keyring, kek_path: Path
) -> None:
    persons = [uuid4() for _ in range(7)]
    await keyring.ready(persons, for_writing=True)
    await keyring.destroy(persons[:1])
    owner = Keyring(DataKeys(database.owner_dsn, "stoke"), LocalKeyFile(kek_path))
    await owner.kek.rotate()
    assert await owner.rewrap(at_once=2) == 6
    assert await owner.rewrap() == 0
    await owner.keys.close()
    async with keyring_at(database.app_dsn, "stoke", kek_path) as other:
        await other.ready(persons)
        assert same(keyring, other, persons[3])
        assert other.cipher((persons[0],)) is None


async def test_a_database_of_keys_that_is_away_is_told(kek_path: Path) -> None:
    keyring = Keyring(DataKeys("postgresql://nobody@127.0.0.1:1/none", "stoke"), key_file(kek_path))
    with pytest.raises(KeyServiceUnavailable):
        await keyring.ready([uuid4()], for_writing=True)
