-- $1 ledger, $2 persons, $3 and $4 their wrapped keys. Whoever has a key, or had one that was destroyed, keeps that.
insert into quorate_keys.data_keys (ledger, person_id, kek, wrapped)
select $1, person_id, kek, wrapped from unnest($2::uuid[], $3::text[], $4::bytea[]) as made (person_id, kek, wrapped)
on conflict do nothing
