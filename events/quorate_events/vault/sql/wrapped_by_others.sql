-- $1 ledger, $2 the current key-encryption key, $3 how many.
select person_id, kek, wrapped from quorate_keys.data_keys
where ledger = $1 and kek <> $2
limit $3
