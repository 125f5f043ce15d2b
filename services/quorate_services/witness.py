"""An agency's witness: looks whether the log only ever grew since it looked last, and signs that.

Nothing is believed of the server but what is signed and proved. What was seen last is kept in a file of the agency.
"""

import fcntl
from base64 import b64decode
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import httpx2
import msgspec

from quorate_events.errors import QuorateError, Unavailable
from quorate_events.evidence.checkpoint import Checkpoint, read_checkpoint
from quorate_events.evidence.cosignature import cosign
from quorate_events.evidence.key_file import replace_file
from quorate_events.evidence.note import MalformedNote, Note, Signer, VerifierKey, read_note
from quorate_events.evidence.proofs import is_consistent
from quorate_events.evidence.trust import TrustedKeys

_PROOF = "query Witness($from: Int!, $to: Int!) { consistencyProof(from: $from, to: $to) { hashes } }"
_PATIENCE = 20.0


class LogUnreachable(Unavailable):
    """The log does not answer, or not as a log does."""

    code = "log_unreachable"

    def __init__(self) -> None:
        super().__init__(
            "The log does not answer as it should, or does not let this witness in.",
            "Check the address and the token, and try again.",
        )


class WitnessRefuses(QuorateError):
    """What the log shows does not fit what this witness saw before, or is not signed by the log's key."""

    code = "witness_refuses"

    def __init__(self, sentence: str) -> None:
        super().__init__(
            f"Not cosigned: {sentence}",
            "Keep the state file: it is proof of what was shown before. Ask the partnership what happened, and tell "
            "the other witnesses.",
        )


class StateUnreadable(QuorateError):
    """The file in which a witness keeps what it saw last holds something else."""

    code = "witness_state_unreadable"

    def __init__(self) -> None:
        super().__init__(
            "The state file of the witness holds no checkpoint.",
            "Put the right file back. A witness that forgets what it saw is none.",
        )


class WitnessLooksAlready(QuorateError):
    """Another run of the same witness is under way."""

    code = "witness_looks_already"

    def __init__(self) -> None:
        super().__init__(
            "Another run of this witness is under way, with the same state file.",
            "Wait until it has ended; run the witness less often, or with a limit of time.",
        )


class Seen(msgspec.Struct, frozen=True):
    """What a witness did: the size before (0 the first time) and now, and the checkpoint with the cosignature."""

    before: int
    size: int
    note: str


class Witness:
    """The witness of one log. ``http`` sends to the log's address with the agency's token."""

    def __init__(self, http: httpx2.AsyncClient, key: Signer, log: VerifierKey, state: Path) -> None:
        self._http = http
        self._key = key
        self._log = log
        self._state = state

    async def look(self, now: datetime) -> Seen:
        """Fetch the checkpoint, compare, keep it and cosign it.

        Raises ``WitnessRefuses``, ``LogUnreachable``, ``StateUnreadable``, ``WitnessLooksAlready``.
        """
        # Two at once would compare with the same state, and could be made to cosign two histories.
        with self._alone():
            return await self._look(now)

    async def _look(self, now: datetime) -> Seen:
        last = self._last()
        text = (await self._get("/checkpoint")).text
        checkpoint, note = await self._read(text)
        await self._require_same_history(last, checkpoint)
        # Kept before anything is signed: what was cosigned is never forgotten.
        replace_file(self._state, note.encode().encode())
        cosigned = Note(note.text, note.signatures).with_signatures([cosign(self._key, note.text, now)])
        return Seen(last.size if last else 0, checkpoint.size, cosigned.encode())

    async def hand_in(self, seen: Seen) -> None:
        """Give the cosignature to the log. Raises ``LogUnreachable``, and ``WitnessRefuses`` where it is not taken."""
        answer = await self._send("POST", "/checkpoint/cosignatures", content=seen.note.encode())
        if answer.status_code in (400, 403):
            raise WitnessRefuses("the log does not take it: this witness is not listed there.")
        if answer.status_code != 200:
            raise LogUnreachable

    async def _read(self, text: str) -> tuple[Checkpoint, Note]:
        try:
            note = read_note(text)
            statements = msgspec.json.decode((await self._get("/key-statements")).content, type=list[str])
        except (MalformedNote, msgspec.MsgspecError):
            raise LogUnreachable from None
        checkpoint = TrustedKeys(self._log, statements).checkpoint(text)
        if checkpoint is None:
            raise WitnessRefuses("the checkpoint is not signed by the log's key.")
        return checkpoint, note

    @contextmanager
    def _alone(self) -> Iterator[None]:
        try:
            file = self._state.with_name(f"{self._state.name}.lock").open("w")
        except OSError:
            raise StateUnreadable from None
        with file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise WitnessLooksAlready from None
            yield

    def _last(self) -> Checkpoint | None:
        try:
            return read_checkpoint(read_note(self._state.read_text("utf-8")).text)
        except FileNotFoundError:
            return None
        except (OSError, ValueError):
            raise StateUnreadable from None

    async def _require_same_history(self, last: Checkpoint | None, now: Checkpoint) -> None:
        if last is None or last == now:
            return
        if last.origin != now.origin:
            raise WitnessRefuses(
                f"the log was {last.origin}, and is {now.origin} now: a history was begun anew."
            )
        if now.size < last.size:
            raise WitnessRefuses(
                f"the log shows {now.size} events, and showed {last.size} before: it was rolled back."
            )
        hashes = [] if now.size == last.size else await self._proof(last.size, now.size)
        if not is_consistent(last.size, now.size, last.root, now.root, hashes):
            raise WitnessRefuses(
                f"the first {last.size} events are not those that were shown before: this is another history."
            )

    async def _proof(self, first: int, second: int) -> Sequence[bytes]:
        body = {"query": _PROOF, "variables": {"from": first, "to": second}}
        answer = await self._send("POST", "/graphql", json=body)
        try:
            return [b64decode(each) for each in answer.json()["data"]["consistencyProof"]["hashes"]]
        except (ValueError, KeyError, TypeError):
            raise LogUnreachable from None

    async def _get(self, path: str) -> httpx2.Response:
        answer = await self._send("GET", path)
        if answer.status_code != 200:
            raise LogUnreachable
        return answer

    async def _send(self, method: str, path: str, **content: Any) -> httpx2.Response:
        try:
            return await self._http.request(method, path, timeout=_PATIENCE, **content)
        except httpx2.HTTPError:
            raise LogUnreachable from None
