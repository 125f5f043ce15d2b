"""Prints a copy as a PDF: tagged for screen readers (PDF/UA-1), the same bytes for the same copy."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from importlib import resources

import msgspec
import typst

from quorate_projections.record_copies.words import time
from quorate_services.records.copies import HandedOut, Stamp

_PRINTER = ThreadPoolExecutor(max_workers=1, thread_name_prefix="printer")
"""Printing takes a processor for a moment: one at a time leaves room for everything else."""


async def pdf_of(copy: HandedOut) -> bytes:
    """Return the PDF."""
    return await asyncio.get_running_loop().run_in_executor(_PRINTER, _print, copy)


def _print(copy: HandedOut) -> bytes:
    stamp = copy.stamp
    inputs = {
        "document": copy.document,
        "code": stamp.code,
        "proof": _proof(stamp),
        "checkpoint": stamp.checkpoint or "",
    }
    template = resources.files("quorate_services.records").joinpath("record.typ").read_bytes()
    made: bytes = typst.compile(
        template,
        format="pdf",
        sys_inputs={"copy": msgspec.json.encode(inputs).decode()},
        pdf_standards="ua-1",
        timestamp=int(stamp.made_at.timestamp()),
        ignore_system_fonts=False,
    )
    return made


def _proof(stamp: Stamp) -> list[dict[str, str]]:
    facts = {
        "Verification code": stamp.code,
        "Copy": str(stamp.copy_id),
        "Meeting": str(stamp.meeting_id),
        "Made on": time(stamp.made_at),
        "SHA-256 of what it says": stamp.sha256,
        "Recorded at position": f"{stamp.position} of the ledger {stamp.ledger}",
    }
    return [{"name": name, "value": value} for name, value in facts.items()]
