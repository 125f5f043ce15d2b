"""What each role may do with the tables of the log, of positions and of looks: what it needs, and nothing else."""

from quorate_services.postgres.roles import Role

GRANTED = """
    select c.relname as name, r.rolname as role,
           array_agg(distinct lower(a.privilege_type) order by lower(a.privilege_type)) as rights
    from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    cross join pg_roles r
    cross join unnest(array['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER'])
        as a (privilege_type)
    where n.nspname = 'quorate' and c.relkind = 'r'
      and r.rolname in ('quorate_app', 'quorate_projector', 'quorate_relay')
      and has_table_privilege(r.oid, c.oid, a.privilege_type)
    group by 1, 2
"""
POSITIONS = {
    # How far followers of the library's kind have come: Quorate's own keep their positions elsewhere.
    "tracking": {},
    "ledger_head": {"quorate_app": ["select"], "quorate_projector": ["select"], "quorate_relay": ["select"]},
    "projection_build": {"quorate_app": ["select"], "quorate_projector": ["select", "update"]},
    "projection_partition": {"quorate_projector": ["delete", "insert", "select", "update"]},
    "projection_erasure": {"quorate_projector": ["insert", "select"]},
    "projection_poison": {
        "quorate_app": ["select"],
        "quorate_projector": ["delete", "insert", "select", "update"],
    },
}
"""By table of positions, and of what stopped there: the rights of each role. Whoever is not named has none."""

OTHERS = {
    # Events are appended by a routine of the owner's; nobody changes them.
    "stored_events": {"quorate_app": ["select"], "quorate_projector": ["select"]},
    "command_receipts": {"quorate_app": ["select"]},
    "looks": {"quorate_app": ["insert", "select"]},
    "looks_at_children": {"quorate_app": ["insert", "select"]},
}


async def granted(locked):
    async with locked.as_role(Role.OWNER) as owner:
        found = {}
        for row in await owner.fetch(GRANTED):
            found.setdefault(row["name"], {})[row["role"]] = row["rights"]
        return found


async def test_each_role_has_the_rights_on_positions_that_it_needs_and_no_other(locked):
    found = await granted(locked)
    assert {name: found.get(name, {}) for name in POSITIONS} == POSITIONS


async def test_nobody_has_more_rights_on_the_log_and_the_looks_than_it_needs(locked):
    found = await granted(locked)
    assert {name: found.get(name, {}) for name in OTHERS} == OTHERS


async def test_every_table_of_positions_is_listed(locked):
    async with locked.as_role(Role.OWNER) as owner:
        tables = await owner.fetch("""
            select distinct table_name from information_schema.columns
            where table_schema = 'quorate'
              and column_name in ('position', 'notification_id', 'projection') and table_name <> 'stored_events'
        """)
    assert {row["table_name"] for row in tables} <= set(POSITIONS) | {"checkpoints"}
