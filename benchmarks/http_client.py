"""A client process: ``python -m benchmarks.http_client`` reads a job as JSON from standard input.

It keeps ``connections`` open, posts the same body over each again and again, compares every answer's length with
the first one's, and prints how many a second were answered and the median time of one.
"""

import asyncio
import json
import sys
import time
from statistics import median


async def _connection(job: dict[str, object], until: float, lengths: set[int], times: list[float]) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", int(str(job["port"])))
    body = str(job["body"]).encode()
    head = f"POST {job['path']} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
    head += f"Accept: application/json\r\nAuthorization: Bearer {job['token']}\r\n"
    request = f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body
    while time.perf_counter() < until:
        started = time.perf_counter()
        writer.write(request)
        answer = await reader.readuntil(b"\r\n\r\n")
        if not answer.startswith(b"HTTP/1.1 200"):
            raise SystemExit(answer.decode())
        fields = dict(line.lower().split(b": ", 1) for line in answer.split(b"\r\n")[1:] if line)
        lengths.add(len(await reader.readexactly(int(fields[b"content-length"]))))
        times.append(time.perf_counter() - started)
    writer.close()


async def _main() -> None:
    job = json.load(sys.stdin)
    lengths: set[int] = set()
    times: list[float] = []
    started = time.perf_counter()
    until = started + job["seconds"]
    async with asyncio.TaskGroup() as group:
        for _ in range(job["connections"]):
            group.create_task(_connection(job, until, lengths, times))
    rate = len(times) / (time.perf_counter() - started)
    print(json.dumps({"rate": rate, "p50": median(times), "lengths": sorted(lengths)}))


if __name__ == "__main__":
    asyncio.run(_main())
