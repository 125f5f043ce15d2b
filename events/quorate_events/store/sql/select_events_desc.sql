-- As select_events, newest first. Parameters as there.
select originator_id, originator_version, topic, state
from quorate.stored_events
where ledger = $1 and originator_id = $2
  and originator_version > coalesce($3::bigint, -9223372036854775808)
  and originator_version <= coalesce($4::bigint, 9223372036854775807)
order by originator_version desc
limit $5::bigint
