-- $1 ledger, $2 first position, $3 last position. Nothing for whoever is not entrusted with auditing.
select notification_id, originator_id, originator_version, topic, commit_id, recorded_at, digest
from quorate.sealed_entries($1, $2::bigint, $3::bigint)
