#!/usr/bin/env python3
"""Checks an evidence bundle that Quorate exported, without Quorate: no database, no network, no trust in a server.

Needs Python 3.11 and the package `cryptography`, and nothing else; this one file can be taken away and read. It shares
no code with the server, on purpose. What it checks, in this order:

1. the checkpoint is signed by the log's key, given by whoever runs this (--key), or by one that it handed over to;
2. every event in the bundle: its stored bytes have the hash that its entry says, and the entry is in the tree of the
   checkpoint, at its position (RFC 6962 hashing, RFC 9162 inclusion proofs);
3. the versions of the meeting go up from 1 without a gap: nothing in between was left out;
4. witnesses (--witness, as often as there are) have cosigned the checkpoint;
5. with --earlier, the checkpoint that somebody kept is one of the same tree (RFC 9162 consistency proof).

What it cannot tell: whether what was recorded is true, whether something was never recorded, and whether events came
after the last one in the bundle. Exits with 0 when everything holds, 3 when something does not, 1 when it cannot tell.
"""

import argparse
import json
import struct
import sys
import uuid
from base64 import b64decode
from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

FORMAT = "quorate-evidence/1"
HANDED_OVER = "quorate: a key hands over"
NOTE, COSIGNATURE = 1, 4

Key = tuple[str, bytes, int, bytes]
"""Name, id, kind and bytes of a public key."""
Keys = dict[Key, tuple[int, int | None]]
"""From which size on, and up to which, each trusted key signs checkpoints."""
Signatures = list[tuple[str, bytes, bytes]]
"""Name, key id and bytes of each signature of a note."""


class Wrong(Exception):
    """Something is not as it was signed."""


class Unreadable(Exception):
    """What was given cannot be read as what it should be."""


# Signed notes (c2sp.org/signed-note), checkpoints (c2sp.org/tlog-checkpoint).


def read_key(text: str) -> Key:
    """Return name, id, kind and bytes of a key written as name+id+base64."""
    try:
        name, written, encoded = text.strip().split("+", 2)
        raw = b64decode(encoded, validate=True)
    except ValueError:
        raise Unreadable("a key is written as name+id+base64") from None
    key_id = sha256(name.encode() + b"\n" + raw).digest()[:4]
    if len(raw) != 33 or key_id.hex() != written or raw[0] not in (NOTE, COSIGNATURE):
        raise Unreadable("a key is written as name+id+base64, of 33 bytes, with the id that belongs to them")
    return name, key_id, raw[0], raw[1:]


def read_note(text: str) -> tuple[str, Signatures]:
    """Return the text of a note, and its signatures as name, key id and bytes."""
    body, blank, lines = text.rpartition("\n\n")
    signatures: Signatures = []
    for line in lines.removesuffix("\n").split("\n") if blank else []:
        dash, _, rest = line.partition(" ")
        name, _, encoded = rest.partition(" ")
        try:
            raw = b64decode(encoded, validate=True)
        except ValueError:
            raise Unreadable("a line of a note is no signature") from None
        if dash != "—" or len(raw) < 5:
            raise Unreadable("a line of a note is no signature")
        signatures.append((name, raw[:4], raw[4:]))
    if not signatures:
        raise Unreadable("a note has a text, a blank line and signatures")
    return body + "\n", signatures


def signed(key: Key, message: bytes, signature: bytes) -> bool:
    """Return whether the key made the signature."""
    try:
        Ed25519PublicKey.from_public_bytes(key[3]).verify(signature, message)
    except InvalidSignature:
        return False
    return True


def signed_note(key: Key, text: str, signatures: Signatures) -> bool:
    """Return whether the key signed the note's text."""
    return key[2] == NOTE and any(
        (name, key_id) == key[:2] and signed(key, text.encode(), raw) for name, key_id, raw in signatures
    )


def read_checkpoint(text: str) -> tuple[str, int, bytes]:
    """Return origin, size and root of a checkpoint's text."""
    lines = text.split("\n")
    try:
        origin, size, root = lines[0], int(lines[1]), b64decode(lines[2], validate=True)
    except (ValueError, IndexError):
        raise Unreadable("a checkpoint has an origin, a size and a root") from None
    if len(lines) != 4 or str(size) != lines[1] or size < 0 or len(root) != 32 or not origin:
        raise Unreadable("a checkpoint has an origin, a size and a root")
    return origin, size, root


def handed_over(keys: Keys, statements: Iterable[str]) -> Keys:
    """Return the trusted keys with those that follow: each statement is signed by the key before and the one after."""
    keys, rest = dict(keys), list(statements)
    while True:
        for note in rest:
            text, signatures = read_note(note)
            lines = text.split("\n")
            if len(lines) != 7 or lines[0] != HANDED_OVER:
                continue
            old, new = read_key(lines[1]), read_key(lines[2])
            if old[0] != new[0] or not (old in keys or new in keys):
                continue
            if signed_note(old, text, signatures) and signed_note(new, text, signatures):
                size = read_checkpoint("\n".join(lines[3:6]) + "\n")[1]
                # A term only ever gets shorter: whoever stole a key can have it sign more about itself.
                first, last = keys.get(old, (0, None))
                keys[old] = (first, size if last is None else min(size, last))
                first, last = keys.get(new, (0, None))
                keys[new] = (max(size, first), last)
                rest.remove(note)
                break
        else:
            return keys


def trusted_checkpoint(note: str, keys: Keys) -> tuple[str, Signatures, int, bytes]:
    """Return a checkpoint that one of the keys signed within its term, and the note's signatures."""
    text, signatures = read_note(note)
    origin, size, root = read_checkpoint(text)
    for key, (first, last) in keys.items():
        within = first <= size and (last is None or size <= last)
        if within and key[0] == origin and signed_note(key, text, signatures):
            return text, signatures, size, root
    raise Wrong(f"the checkpoint over {size} events is not signed by a key that is trusted")


def cosigned(key: Key, text: str, signatures: Signatures) -> bool:
    """Return whether a witness cosigned a checkpoint (c2sp.org/tlog-cosignature)."""
    for name, key_id, raw in signatures:
        if key[2] == COSIGNATURE and (name, key_id) == key[:2] and len(raw) == 72:
            seconds = int.from_bytes(raw[:8], "big")
            if signed(key, f"cosignature/v1\ntime {seconds}\n{text}".encode(), raw[8:]):
                return True
    return False


# The tree (RFC 6962 §2.1, RFC 9162 §2.1).


def node(left: bytes, right: bytes) -> bytes:
    """Return the hash of a node."""
    return sha256(b"\x01" + left + right).digest()


def root_of(index: int, size: int, leaf: bytes, proof: Sequence[bytes]) -> bytes:
    """Return the root that an inclusion proof leads to."""
    at, last, root = index, size - 1, leaf
    if not 0 <= index < size:
        raise Wrong("the position lies outside of the tree")
    for each in proof:
        if last == 0:
            raise Wrong("the proof is too long")
        if at % 2 or at == last:
            root = node(each, root)
            while at % 2 == 0 and at:
                at, last = at // 2, last // 2
        else:
            root = node(root, each)
        at, last = at // 2, last // 2
    if last:
        raise Wrong("the proof is too short")
    return root


def goes_on(first: int, second: int, first_root: bytes, second_root: bytes, proof: Sequence[bytes]) -> bool:
    """Return whether the second tree begins with the first."""
    if first == second:
        return not proof and first_root == second_root
    hashes = list(proof)
    if first & (first - 1) == 0:
        hashes.insert(0, first_root)
    if not 0 < first < second or not hashes:
        return False
    at, last = first - 1, second - 1
    while at % 2:
        at, last = at // 2, last // 2
    old = new = hashes[0]
    for each in hashes[1:]:
        if last == 0:
            return False
        if at % 2 or at == last:
            old, new = node(each, old), node(each, new)
            while at % 2 == 0 and at:
                at, last = at // 2, last // 2
        else:
            new = node(new, each)
        at, last = at // 2, last // 2
    return last == 0 and (old, new) == (first_root, second_root)


# The bundle.


def entry(ledger: str, event: dict[str, Any]) -> bytes:
    """Return what the leaf of an event is made of: docs/guides/auditor.md has the layout."""
    name, topic = ledger.encode(), event["topic"].encode()
    place: bytes = struct.pack(
        ">Q16sQH", event["position"], uuid.UUID(event["stream"]).bytes, event["version"], len(topic)
    )
    digest = bytes.fromhex(event["sha256"])
    end: bytes = struct.pack(">16sq32s", uuid.UUID(event["command"]).bytes, event["recorded"], digest)
    if len(digest) != 32:
        raise Unreadable("a digest has 32 bytes")
    return b"".join((bytes((1, len(name))), name, place, topic, end))


def check_event(bundle: dict[str, Any], event: dict[str, Any], size: int, root: bytes) -> None:
    """Raise ``Wrong`` unless the event is in the tree as the bundle shows it."""
    if event["bytes"] is not None and sha256(b64decode(event["bytes"])).hexdigest() != event["sha256"]:
        raise Wrong("the stored bytes are not those that were signed")
    leaf = sha256(b"\x00" + entry(bundle["ledger"], event)).digest()
    if root_of(event["position"] - 1, size, leaf, [b64decode(each) for each in event["proof"]]) != root:
        raise Wrong("the event is not the one that was signed")


def check(
    bundle: dict[str, Any], key: str, witnesses: Sequence[str] = (), earlier: str | None = None
) -> dict[str, Any]:
    """Check a bundle; return what was found, as a dict. Raises ``Wrong`` with the first thing that does not hold."""
    if bundle.get("format") != FORMAT:
        raise Unreadable(f"this is no bundle of the format {FORMAT}")
    keys = handed_over({read_key(key): (0, None)}, bundle["key_statements"])
    text, signatures, size, root = trusted_checkpoint(bundle["checkpoint"], keys)
    withheld = 0
    for version, event in enumerate(bundle["events"], 1):
        if event["stream"] != bundle["stream"] or event["version"] != version:
            raise Wrong(
                f"position {event['position']}: version {version} of the meeting is missing before it"
            )
        try:
            check_event(bundle, event, size, root)
        except Wrong as wrong:
            raise Wrong(f"position {event['position']}: {wrong}") from None
        withheld += event["bytes"] is None
    if not bundle["events"]:
        raise Wrong("the bundle holds no event")
    for witness in witnesses:
        if not cosigned(read_key(witness), text, signatures):
            raise Wrong(f"the witness {witness.partition('+')[0]} has not cosigned the checkpoint")
    if earlier is not None:
        check_earlier(bundle, keys, earlier, size, root)
    return {
        "origin": text.split("\n")[0],
        "size": size,
        "events": len(bundle["events"]),
        "withheld": withheld,
        "witnesses": len(witnesses),
        "earlier": earlier is not None,
    }


def check_earlier(bundle: dict[str, Any], keys: Keys, earlier: str, size: int, root: bytes) -> None:
    """Raise ``Wrong`` unless the tree goes on from a checkpoint that somebody kept."""
    _, _, first, first_root = trusted_checkpoint(earlier, keys)
    if first > size:
        raise Wrong(
            f"the bundle's checkpoint covers {size} events, and the one that was kept {first}: the log was rolled "
            "back, or the bundle was exported without --since"
        )
    since: dict[str, Any] | None = bundle["since"] if first != size else {"size": size, "proof": []}
    if since is None or since["size"] != first:
        raise Unreadable(
            f"the bundle has no proof from {first} events on; export it with --since and the checkpoint"
        )
    if not goes_on(first, size, first_root, root, [b64decode(each) for each in since["proof"]]):
        raise Wrong(f"positions 1 to {first}: the tree is not the one that was kept; something was altered")


def main(arguments: Sequence[str] | None = None) -> int:
    """Check what the command line names, and say what was found."""
    parser = argparse.ArgumentParser(prog="quorate-verify", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("bundle", help="the file that was exported")
    parser.add_argument(
        "--key", required=True, help="the log's public key, as you were given it: name+id+base64"
    )
    parser.add_argument(
        "--witness", action="append", default=[], help="the public key of a witness; again for more"
    )
    parser.add_argument("--earlier", help="a file with a checkpoint that you kept")
    parser.add_argument("--json", action="store_true", help="print one JSON document")
    asked = parser.parse_args(arguments)
    code, told = 0, dict[str, Any]()
    try:
        with open(asked.bundle, encoding="utf-8") as file:
            bundle = json.load(file)
        earlier = None
        if asked.earlier:
            with open(asked.earlier, encoding="utf-8") as file:
                earlier = file.read()
        told = check(bundle, asked.key, asked.witness, earlier)
        said = (
            f"{told['events']} events are on the log of {told['origin']} as they were signed, under a checkpoint "
            f"over {told['size']} events. The bytes of {told['withheld']} are not in the bundle."
        )
    except Wrong as wrong:
        code, said = 3, f"Not as it was signed: {wrong}."
    except (Unreadable, OSError, ValueError, KeyError, TypeError, AttributeError, struct.error) as problem:
        why = (
            str(problem) if isinstance(problem, Unreadable) else "a file is missing or not what it should be"
        )
        code, said = 1, f"Cannot tell: {why}."
    if asked.json:
        said = json.dumps({"verified": code == 0, "said": said, **told}, ensure_ascii=False)
    print(said)
    return code


if __name__ == "__main__":
    sys.exit(main())
