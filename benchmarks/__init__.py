"""Measures Quorate beside its peers, in the same run on the same machine. See docs/benchmarks.md."""
