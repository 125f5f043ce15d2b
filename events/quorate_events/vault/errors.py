"""What goes wrong with keys."""

from quorate_events.errors import QuorateError, Refused, Unavailable


class PersonErased(Refused):
    """Something was to be put on the record about somebody whose data were erased."""

    code = "person_erased"

    def __init__(self) -> None:
        super().__init__(
            "The data of the person whom this is about were erased, so nothing more is put on the record about them.",
            "Leave this person out. If they come back, register them anew.",
        )


class KeyProviderMissing(QuorateError):
    """Production has nothing to encrypt data keys with, or the log holds what only keys open."""

    code = "key_provider_missing"

    def __init__(self) -> None:
        super().__init__(
            "No key-encryption key is named, so personal data can be neither encrypted nor read.",
            "Set QUORATE_KEY_FILE or QUORATE_VAULT_ADDRESS; the page on operations says how.",
        )


class KeyEncryptionLost(QuorateError):
    """The key-encryption key does not open the data keys: it is another one, or damaged."""

    code = "key_encryption_lost"

    def __init__(self) -> None:
        super().__init__(
            "The key-encryption key does not open the data keys: it is lost, or it is not the one they were made with.",
            "Put back the right key from its own backup. Nothing was changed.",
        )


class KeyFileUnreadable(QuorateError):
    """The file of key-encryption keys is missing or not one of ours."""

    code = "key_file_unreadable"

    def __init__(self) -> None:
        super().__init__(
            "The file that QUORATE_KEY_FILE names holds no key-encryption key that can be read.",
            "Check its path, or make one with `quorate data-keys create`.",
        )


class KeyFileExposed(QuorateError):
    """Others than its owner may read the file of key-encryption keys."""

    code = "key_file_exposed"

    def __init__(self) -> None:
        super().__init__(
            "Others than its owner may read or write the file of key-encryption keys.",
            "Change its mode to 600, and find out who read it.",
        )


class KeyFileMissing(QuorateError):
    """Key-encryption keys are to be rotated, and this process has their content only, not their file."""

    code = "key_file_missing"

    def __init__(self) -> None:
        super().__init__(
            "The key-encryption keys were handed over as a secret, so there is no file to add one to.",
            "Rotate where the file is, with QUORATE_KEY_FILE, and hand the new content over.",
        )


class KeyFileExists(QuorateError):
    """A file of key-encryption keys is there already; whatever it opens would be lost with it."""

    code = "key_file_exists"

    def __init__(self) -> None:
        super().__init__(
            "There is such a file already.", "Keep it, or rotate its key with `quorate data-keys rotate`."
        )


class KeyServiceUnavailable(Unavailable):
    """The service that keeps the key-encryption key, or the database of data keys, cannot be reached."""

    code = "key_service_unavailable"

    def __init__(self) -> None:
        super().__init__(
            "The keys of personal data cannot be reached.",
            "Check the database of data keys and the service that keeps the key-encryption key. Send the command "
            "again with the same id.",
        )
