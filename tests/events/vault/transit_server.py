"""Answers as the documented HTTP API of Vault's transit engine does, as far as Quorate uses it.

This is not Vault: no server of it can be had from the package registries that the tests may use. What the paths, the
fields and the refusals are is taken from its API documentation (secrets engines, transit). It holds real keys and
encrypts with them, so that the contract of the port can be shown over HTTP through Vault's own client.
"""

import json
import os
import threading
from base64 import b64decode, b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

TOKEN = "s.a-token-of-the-tests"


class _Transit:
    def __init__(self) -> None:
        self.keys = [os.urandom(32)]

    def encrypt(self, item: dict[str, str]) -> dict[str, Any]:
        nonce, version = os.urandom(12), len(self.keys)
        plain, bound = b64decode(item["plaintext"]), b64decode(item["associated_data"])
        sealed = nonce + AESGCM(self.keys[-1]).encrypt(nonce, plain, bound)
        return {"ciphertext": f"vault:v{version}:{b64encode(sealed).decode()}", "key_version": version}

    def decrypt(self, item: dict[str, str]) -> dict[str, Any]:
        _, version, data = item["ciphertext"].split(":")
        sealed, bound = b64decode(data), b64decode(item["associated_data"])
        try:
            plain = AESGCM(self.keys[int(version[1:]) - 1]).decrypt(sealed[:12], sealed[12:], bound)
        except (InvalidTag, IndexError):
            return {"error": "cipher: message authentication failed"}
        return {"plaintext": b64encode(plain).decode()}


@contextmanager
def transit_server() -> Iterator[str]:
    """Serve on this machine; gives the address."""
    transit = _Transit()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self._refused():
                return
            self._answer(200, {"data": {"name": "quorate", "latest_version": len(transit.keys)}})

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])) or b"{}")
            if self._refused():
                return
            if self.path == "/v1/transit/keys/quorate/rotate":
                transit.keys.append(os.urandom(32))
                self._answer(200, {"data": {"latest_version": len(transit.keys)}})
                return
            do = {
                "/v1/transit/encrypt/quorate": transit.encrypt,
                "/v1/transit/decrypt/quorate": transit.decrypt,
            }
            if self.path not in do:
                self._answer(404, {"errors": []})
                return
            results = [do[self.path](item) for item in body["batch_input"]]
            failed = all("error" in each for each in results)
            self._answer(400 if failed else 200, {"data": {"batch_results": results}})

        do_PUT = do_POST  # noqa: N815 - the name is the library's

        def _refused(self) -> bool:
            if self.headers.get("X-Vault-Token") == TOKEN:
                return False
            self._answer(403, {"errors": ["permission denied"]})
            return True

        def _answer(self, status: int, body: dict[str, Any]) -> None:
            content = json.dumps(body).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
