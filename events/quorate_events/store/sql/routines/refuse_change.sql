-- What is on the log stays as it is: for every role, the owner too, and in replication mode too (ENABLE ALWAYS).
create or replace function quorate.refuse_change()
returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    raise exception '% on %.% is refused: the log is only ever added to', tg_op, tg_table_schema, tg_table_name
        using errcode = 'restrict_violation', hint = 'Record a correction as a new event.';
end
$$;

revoke all on function quorate.refuse_change from public;

create or replace trigger refuse_change
    before update or delete or truncate on quorate.stored_events
    for each statement execute function quorate.refuse_change();
alter table quorate.stored_events enable always trigger refuse_change;

create or replace trigger refuse_change
    before update or delete or truncate on quorate.command_receipts
    for each statement execute function quorate.refuse_change();
alter table quorate.command_receipts enable always trigger refuse_change;
