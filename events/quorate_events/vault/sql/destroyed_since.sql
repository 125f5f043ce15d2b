-- $1 ledger, $2 for how many seconds. Erasures are rare; a moment may be seen late, so the caller looks back further.
select person_id from quorate_keys.data_keys
where ledger = $1 and destroyed_at > clock_timestamp() - make_interval(secs => $2)
