-- $1 ledger, $2 up to this position, $3 behind this one, $4 the topic of contributions, $5 limit. Those with a part that
-- is released at a time.
select notification_id, originator_id, state
from quorate.stored_events
where ledger = $1 and notification_id <= $2 and notification_id > $3 and topic = $4
  and position('at_time'::bytea in state) > 0
order by notification_id
limit $5
