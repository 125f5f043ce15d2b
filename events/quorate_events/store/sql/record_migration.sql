-- $1 source, $2 name, $3 checksum. A routine is recorded anew each time that it changes.
insert into quorate.schema_migrations (source, name, checksum)
values ($1, $2, $3)
on conflict (source, name) do update set checksum = excluded.checksum, applied_at = clock_timestamp()
