"""Reads from PostgreSQL's own catalogue what the roles may read, and what is locked."""

from typing import Any

READABLE = """
    select format('%I.%I', n.nspname, c.relname) as name, c.relkind::text as kind,
           c.relrowsecurity and c.relforcerowsecurity as locked,
           coalesce('security_invoker=true' = any(c.reloptions), false) as invoker,
           has_any_column_privilege('quorate_app', c.oid, 'select, insert, update') as application
    from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p', 'v', 'm', 'f')
      and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast')
      and (
          has_any_column_privilege('quorate_app', c.oid, 'select, insert, update')
          or has_any_column_privilege('quorate_projector', c.oid, 'select, insert, update')
          or has_table_privilege('quorate_app', c.oid, 'delete')
          or has_table_privilege('quorate_projector', c.oid, 'delete')
          or has_any_column_privilege('quorate_relay', c.oid, 'select, insert, update')
          or has_table_privilege('quorate_relay', c.oid, 'delete')
      )
    order by 1
"""

NOT_LOCKED = {
    "quorate.projection_build": "positions of views, and nothing of their content",
    "quorate.projection_partition": "the same, and for the projector only",
    "quorate.projection_erasure": "which erasures a view has followed, and for the projector only",
}
"""Tables that need no lock, with the reason."""


async def readable(connection: Any) -> list[Any]:
    """Return every table and view that the application's, the projector's or the relay's role may use."""
    return list(await connection.fetch(READABLE))


async def tables_of_the_application(connection: Any) -> list[str]:
    """Return the names of all locked tables that the application's role may read."""
    return [row["name"] for row in await readable(connection) if row["application"] and row["locked"]]


FUNCTIONS = """
    select format('%I.%I', n.nspname, p.proname) as name, p.prosecdef as definer,
           array(
               select format_type(each, null) from unnest(p.proargtypes) with ordinality as given (each, place)
               order by place
           ) as types
    from pg_proc p
    join pg_namespace n on n.oid = p.pronamespace
    where n.nspname not in ('pg_catalog', 'information_schema')
      and has_function_privilege('quorate_app', p.oid, 'execute')
      and p.prorettype <> 'trigger'::regtype
    order by 1
"""


async def functions_of_the_application(connection: Any) -> list[Any]:
    """Return every function that the application's role may execute, but those that only triggers call."""
    return list(await connection.fetch(FUNCTIONS))
