-- $1 ledger. One key for each key-encryption key in use: what shows whether these are at hand.
select distinct on (kek) person_id, kek, wrapped from quorate_keys.data_keys
where ledger = $1 and wrapped is not null
order by kek, person_id
