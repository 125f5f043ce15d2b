-- $1 ledger, $2 stream, $3 after this version or null, $4 up to this version or null, $5 limit or null.
select originator_id, originator_version, topic, state
from quorate.stored_events
where ledger = $1 and originator_id = $2
  and originator_version > coalesce($3::bigint, -9223372036854775808)
  and originator_version <= coalesce($4::bigint, 9223372036854775807)
order by originator_version
limit $5::bigint
