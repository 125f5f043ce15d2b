-- $1 ledger, $2 persons.
select person_id, kek, wrapped from quorate_keys.data_keys where ledger = $1 and person_id = any ($2::uuid[])
