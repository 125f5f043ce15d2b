"""Style sheets and scripts: under a name with their hash, compressed once, and kept by browsers for a year."""

import gzip
import hashlib
from importlib import resources
from importlib.resources.abc import Traversable

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from quorate_services.charts import stylesheet

PREFIX = "/assets"
_KINDS = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}


class Asset(msgspec.Struct, frozen=True):
    """One file as it is sent."""

    media: str
    plain: bytes
    zipped: bytes


class Assets:
    """Every file in ``static/`` that a browser may ask for, and the style sheet of the charts."""

    def __init__(self) -> None:
        self._urls: dict[str, str] = {}
        self._by_path: dict[str, Asset] = {}
        self._add(resources.files("quorate_services.portal").joinpath("static"), "")
        self._keep("charts.css", stylesheet().encode())

    def url(self, name: str) -> str:
        """Return the address of a file. It changes when the file does."""
        return self._urls[name]

    async def answer(self, request: Request) -> Response:
        """Send a file."""
        asset = self._by_path.get(request.path_params["path"])
        if asset is None:
            return Response(status_code=404)
        headers = {"Cache-Control": "public, max-age=31536000, immutable", "Vary": "Accept-Encoding"}
        if "gzip" in request.headers.get("accept-encoding", ""):
            headers["Content-Encoding"] = "gzip"
            return Response(asset.zipped, headers=headers, media_type=asset.media)
        return Response(asset.plain, headers=headers, media_type=asset.media)

    def _add(self, folder: Traversable, prefix: str) -> None:
        for each in folder.iterdir():
            name = f"{prefix}{each.name}"
            if each.is_dir():
                self._add(each, f"{name}/")
                continue
            if _suffix(each.name) in _KINDS:
                self._keep(name, each.read_bytes())

    def _keep(self, name: str, plain: bytes) -> None:
        path = f"{hashlib.sha256(plain).hexdigest()[:16]}/{name.rpartition('/')[2]}"
        self._urls[name] = f"{PREFIX}/{path}"
        self._by_path[path] = Asset(_KINDS[_suffix(name)], plain, gzip.compress(plain, 9, mtime=0))


def _suffix(name: str) -> str:
    return f".{name.rpartition('.')[2]}"
