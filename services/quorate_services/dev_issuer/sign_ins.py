"""The people as whom one may sign in at the development issuer."""

import msgspec


class SignIn(msgspec.Struct, frozen=True):
    """One person to try the demo as. ``key`` is a short name; ``practitioner_id`` is the token's subject."""

    key: str
    kind: str
    name: str
    role: str
    agency: str
    practitioner_id: str
    look_at: str
