"""Key-encryption keys in HashiCorp Vault, or OpenBao: its transit engine, through Vault's own client for Python."""

import asyncio
from base64 import b64decode, b64encode
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import hvac
from hvac.exceptions import InvalidRequest, VaultError
from requests.exceptions import RequestException

from quorate_events.vault.errors import KeyEncryptionLost, KeyServiceUnavailable
from quorate_events.vault.provider import Wrapped

T = TypeVar("T")
_TIMEOUT = 10


class VaultTransit:
    """Wraps data keys by a key of the transit engine (``aes256-gcm96``), which never leaves Vault.

    The context goes along as associated data, so Vault 1.12 or OpenBao is needed. The client blocks: each call has a
    thread. One call wraps or unwraps any number of keys.
    """

    def __init__(self, address: str, token: str, mount: str = "transit", key: str = "quorate") -> None:
        self._client = hvac.Client(url=address.rstrip("/"), token=token, timeout=_TIMEOUT)
        self._mount = mount
        self._key = key

    async def current(self) -> str:
        """Return the key with its latest version. Raises ``KeyServiceUnavailable``."""
        read = await self._call(
            lambda: self._client.secrets.transit.read_key(name=self._key, mount_point=self._mount)
        )
        return self._named(int(read["data"]["latest_version"]))

    async def rotate(self) -> str:
        """Make a new version; Vault keeps the older ones. Raises ``KeyServiceUnavailable``."""
        await self._call(
            lambda: self._client.secrets.transit.rotate_key(name=self._key, mount_point=self._mount)
        )
        return await self.current()

    async def wrap(self, keys: Sequence[tuple[bytes, bytes]]) -> list[Wrapped]:
        """Wrap pairs of context and key. Raises ``KeyServiceUnavailable``."""
        if not keys:
            return []
        batch = [{"plaintext": _text(key), "associated_data": _text(context)} for context, key in keys]
        answer = await self._call(
            lambda: self._client.secrets.transit.encrypt_data(
                name=self._key, plaintext="", batch_input=batch, mount_point=self._mount
            )
        )
        sealed = [str(each["ciphertext"]) for each in _results(answer, len(keys))]
        return [Wrapped(self._named(_version(each)), each.encode()) for each in sealed]

    async def unwrap(self, wrapped: Sequence[tuple[bytes, Wrapped]]) -> list[bytes]:
        """Return the keys again. Raises ``KeyEncryptionLost``, ``KeyServiceUnavailable``."""
        if not wrapped:
            return []
        batch = [
            {"ciphertext": each.data.decode(), "associated_data": _text(context)} for context, each in wrapped
        ]
        answer = await self._call(
            lambda: self._client.secrets.transit.decrypt_data(
                name=self._key, ciphertext="", batch_input=batch, mount_point=self._mount
            )
        )
        return [b64decode(each["plaintext"]) for each in _results(answer, len(wrapped))]

    def _named(self, version: int) -> str:
        return f"{self._mount}/{self._key}:{version}"

    async def _call(self, ask: Callable[[], T]) -> T:
        try:
            return await asyncio.to_thread(ask)
        except InvalidRequest:
            # What does not decrypt, or a key that is not there.
            raise KeyEncryptionLost from None
        except (VaultError, RequestException):
            # Not even as a context: the text of an error of Vault's may quote what was sent.
            raise KeyServiceUnavailable from None


def _results(answer: Any, count: int) -> list[dict[str, Any]]:
    results: list[dict[str, Any]] = answer["data"]["batch_results"]
    if len(results) != count or any(each.get("error") for each in results):
        raise KeyEncryptionLost
    return results


def _version(sealed: str) -> int:
    return int(sealed.split(":")[1].removeprefix("v"))


def _text(value: bytes) -> str:
    return b64encode(value).decode()
