-- The tables that the current role may read without row-level security, and the views that ask their tables as
-- somebody else. Positions of views (projection_build) need no lock: they say nothing of what is in them.
select format('%I.%I', n.nspname, c.relname) as name
from pg_class as c
inner join pg_namespace as n on n.oid = c.relnamespace
where n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast')
    and has_any_column_privilege(c.oid, 'select')
    and c.oid <> 'quorate.projection_build'::regclass
    and case
        when c.relkind in ('r', 'p') then not (c.relrowsecurity and c.relforcerowsecurity)
        when c.relkind = 'v' then not coalesce('security_invoker=true' = any(c.reloptions), false)
        else c.relkind in ('m', 'f')
    end
order by name;
