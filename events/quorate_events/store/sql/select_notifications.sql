-- $1 ledger, $2 first position, $3 last position or null, $4 topics (none = all), $5 limit.
select notification_id, originator_id, originator_version, topic, state
from quorate.stored_events
where ledger = $1
  and notification_id >= $2::bigint
  and notification_id <= coalesce($3::bigint, 9223372036854775807)
  and (cardinality($4::text[]) = 0 or topic = any ($4::text[]))
order by notification_id
limit $5::bigint
