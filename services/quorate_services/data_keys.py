"""The keys of personal data that the settings name."""

from quorate_events.vault.data_keys import DataKeys
from quorate_events.vault.keyring import Keyring
from quorate_events.vault.local_file import LocalKeyFile
from quorate_events.vault.provider import KeyEncryption
from quorate_services.postgres.external import RolesMissing
from quorate_services.postgres.roles import Connections, Role
from quorate_services.settings import Settings


def key_encryption(settings: Settings) -> KeyEncryption | None:
    """Return what wraps data keys; None where the settings name nothing.

    Raises ``KeyFileUnreadable``, ``KeyFileExposed``.
    """
    if settings.vault_address is not None and settings.vault_token is not None:
        # Here, because most processes have no Vault.
        from quorate_events.vault.transit import VaultTransit

        token = settings.vault_token.get_secret_value()
        return VaultTransit(settings.vault_address, token, settings.vault_mount, settings.vault_key)
    if settings.key_encryption_keys is not None:
        return LocalKeyFile.of(settings.key_encryption_keys.get_secret_value())
    path = settings.named_key_file
    return None if path is None else LocalKeyFile(path)


def keyring_of(settings: Settings, connections: Connections) -> Keyring | None:
    """Return the data keys of this installation; None where nothing wraps them. Raises as ``key_encryption`` does."""
    kek = key_encryption(settings)
    if kek is None:
        return None
    return Keyring(DataKeys(keys_dsn(settings, connections), settings.partnership), kek)


def keys_dsn(settings: Settings, connections: Connections, role: Role | None = None) -> str:
    """Return how the data keys are reached, as ``role`` where they are in the log's own database."""
    if settings.keys_database_url is not None:
        return settings.keys_database_url.get_secret_value()
    if role is not None:
        return connections.dsn(role)
    try:
        return connections.dsn(Role.APP)
    except RolesMissing:
        # A projector by itself reads keys and makes none.
        return connections.dsn(Role.PROJECTOR)
