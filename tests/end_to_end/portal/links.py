"""Goes wherever the links of the pages lead, as one visitor, a few times to each kind of page."""

import re
from collections import Counter, deque
from html import unescape
from urllib.parse import urldefrag, urljoin, urlsplit

from playwright.async_api import APIRequestContext

_LINK = re.compile(r'<a\b[^>]*\bhref="([^"]+)"')
_NUMBERS = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|[0-9]{4}-Q[1-4]|(?<=/)[0-9]+(?=/|$)")
_EACH = 1
"""How many pages of one kind are opened: another tells nothing new of the links on it, and takes its time."""


async def dead_ends(request: APIRequestContext, address: str) -> tuple[list[str], int]:
    """Return what does not answer, each with the page that leads there, and how many pages were opened."""
    waiting, seen, kinds = deque([("/", "")]), {"/"}, Counter[str]()
    faults, opened = [], 0
    while waiting:
        place, by = waiting.popleft()
        answer = await request.get(f"{address}{place}")
        opened += 1
        if answer.status >= 400:
            faults.append(f"{by} leads to {place}: {answer.status}")
            continue
        if "text/html" not in answer.headers["content-type"]:
            continue
        for href in _LINK.findall(await answer.text()):
            there = urldefrag(urljoin(f"{address}{place}", unescape(href))).url.removeprefix(address)
            kind = _kind_of(there)
            if there.startswith("/") and there not in seen and kinds[kind] < _EACH:
                seen.add(there)
                kinds[kind] += 1
                waiting.append((there, place))
    return faults, opened


def _kind_of(place: str) -> str:
    parts = urlsplit(place)
    keys = sorted(each.partition("=")[0] for each in parts.query.split("&") if each)
    return f"{_NUMBERS.sub('*', parts.path)}?{'&'.join(keys)}"
