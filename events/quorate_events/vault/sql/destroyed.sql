-- $1 ledger.
select person_id from quorate_keys.data_keys where ledger = $1 and destroyed_at is not null
