"""``quorate portal`` runs by itself, keeps its file for its own account, and stops when it is told to."""

import asyncio
import os
import signal
import sys
from pathlib import Path

import httpx2


async def started(home: Path) -> tuple[asyncio.subprocess.Process, str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("QUORATE_")}
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "quorate_services.cli.main", "portal",
        env={**environment, "QUORATE_ENVIRONMENT": "test", "QUORATE_HOME": str(home), "QUORATE_PORTAL_PORT": "0"},
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL,
    )  # fmt: skip
    assert process.stdout is not None
    line = (await process.stdout.readline()).decode()
    return process, line.rpartition(" ")[2].strip()


async def test_it_answers_and_stops(tmp_path: Path) -> None:
    process, address = await started(tmp_path)
    try:
        async with httpx2.AsyncClient(base_url=address) as http:
            assert (await http.get("/livez")).status_code == 200
            first = await http.get("/")
            assert "Sign in" in first.text
            # No API runs: nobody can be signed in, and the page says so.
            away = await http.get("/sign-in")
            assert away.status_code == 503
            assert "Nobody can be signed in at the moment" in away.text
    finally:
        process.send_signal(signal.SIGTERM)
        assert await process.wait() == 0


async def test_its_pages_let_browsers_load_nothing_else(tmp_path: Path) -> None:
    process, address = await started(tmp_path)
    try:
        async with httpx2.AsyncClient(base_url=address) as http:
            page = await http.get("/")
            policy = page.headers["content-security-policy"]
            assert "default-src 'none'" in policy
            assert "unsafe" not in policy
            assert page.headers["cache-control"] == "no-store"
            style = next(part for part in page.text.split('"') if part.endswith("portal.css"))
            asset = await http.get(style)
            assert asset.headers["content-encoding"] == "gzip"
            assert "immutable" in asset.headers["cache-control"]
            plain = await http.get(style, headers={"Accept-Encoding": "identity"})
            assert "content-encoding" not in plain.headers
            assert plain.text == asset.text
            for path in ("/assets/../settings.py", "/assets/%2e%2e/app.py", "/assets/0/portal.css"):
                assert (await http.get(path)).status_code == 404
    finally:
        process.send_signal(signal.SIGTERM)
        await process.wait()
