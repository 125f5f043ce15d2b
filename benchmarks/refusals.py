"""How long it takes to refuse each hostile document: one process, no network, the document never seen before."""

import time
from statistics import median

from benchmarks.harness import Effort, Figure, Report, require
from benchmarks.hostile import HOSTILE, Hostile, codes_of
from quorate_graphql.limits.limits import Limits
from quorate_graphql.limits.rates import Rates
from quorate_graphql.schema import QuorateSchema, build_schema
from quorate_services.postgres.cluster import Cluster

TARGET_MS = 10.0


async def measure(cluster: Cluster, effort: Effort, report: Report) -> None:
    """Refuse every document some times over; the figure is the median."""
    schema = build_schema(Limits(), Rates(unidentified=0))
    # What is made once a process is none of a refusal's work.
    await schema.execute("{ __typename }")
    for name, hostile in HOSTILE.items():
        times = [await _refused(schema, hostile) for _ in range(effort.rounds * 4)]
        note = f"worst {max(times):.2f} ms, {len(hostile.document):,} bytes, {hostile.code}"
        report.add(
            Figure(
                "refusals", name, "ms", median(times),
                rounds=len(times), target=f"<= {TARGET_MS:g}", note=note,
            )
        )  # fmt: skip


async def _refused(schema: QuorateSchema, hostile: Hostile) -> float:
    began = time.perf_counter()
    codes = await codes_of(schema, hostile)
    took = (time.perf_counter() - began) * 1000
    require(codes == {hostile.code}, f"refused with {sorted(codes)} instead of {hostile.code}")
    return took
