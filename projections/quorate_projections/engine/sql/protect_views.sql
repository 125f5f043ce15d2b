-- Locks every table of a schema that goes live, in the transaction of the swap: not earlier, because a build is
-- filled by COPY, which row-level security does not take. {schema} is put in by the engine, quoted.
-- What the application sees is up to the policies beside the tables; where there is none it sees nothing. The owner
-- sees rows inside functions of its own that another role calls, and when it says that it does upkeep.
do $protect$
declare
    each_table regclass;
begin
    for each_table in
        select c.oid from pg_class c where c.relnamespace = '{schema}'::regnamespace and c.relkind = 'r'
    loop
        execute format('alter table %s enable row level security', each_table);
        execute format('alter table %s force row level security', each_table);
        execute format(
            'create policy projector on %s to quorate_projector using (true) with check (true)', each_table
        );
        execute format(
            'create policy owner on %s to quorate_owner '
            'using (session_user <> current_user or quorate.purpose() = ''upkeep'')', each_table
        );
    end loop;
end
$protect$;

grant usage on schema {schema} to quorate_app;
grant select on all tables in schema {schema} to quorate_app
