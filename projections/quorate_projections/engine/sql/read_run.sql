-- Whole streams one after the other, as far as the log went at position $4.
select notification_id, originator_id, originator_version, topic, state, recorded_at
from quorate.stored_events
where ledger = $1
  and originator_id >= $2
  and originator_id <= $3
  and notification_id <= $4
  and topic = any($5::text[])
order by originator_id, originator_version
