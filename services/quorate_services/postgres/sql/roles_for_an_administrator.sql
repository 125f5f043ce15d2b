select string_agg(
    format('create role %I login password ''...''; grant connect on database %I to %I;', role, current_database(), role),
    ' ' order by role
)
from unnest($1::text[]) as role
