"""The library's environment for one database."""

from urllib.parse import parse_qs, unquote, urlsplit


def environment(dsn: str, *, pool_size: int, cached_aggregates: int = 0) -> dict[str, str]:
    """Return the library's settings: its PostgreSQL module with its defaults, which lock the events table.

    With ``cached_aggregates`` it keeps aggregates in memory and, as ours, asks the log only on a conflict.
    """
    parts = urlsplit(dsn)
    query = parse_qs(parts.query)
    settings = {
        "PERSISTENCE_MODULE": "eventsourcing.postgres",
        "POSTGRES_DBNAME": parts.path.lstrip("/"),
        "POSTGRES_HOST": query["host"][0],
        "POSTGRES_PORT": query["port"][0],
        "POSTGRES_USER": unquote(parts.username or ""),
        "POSTGRES_PASSWORD": unquote(parts.password or ""),
        "POSTGRES_POOL_SIZE": str(pool_size),
        "POSTGRES_MAX_OVERFLOW": "10",
        "POSTGRES_CONNECT_TIMEOUT": "30",
    }
    if cached_aggregates:
        settings |= {
            "AGGREGATE_CACHE_MAXSIZE": str(cached_aggregates),
            "AGGREGATE_CACHE_FASTFORWARD": "n",
        }
    return settings
