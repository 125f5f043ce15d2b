-- $1 ledger, $2 a person's id as it stands in bodies, $3 the id. The person's own stream, and every stream with an event
-- that names the person: under whose key something is stands in the event. Reads the whole ledger.
select originator_id
from quorate.stored_events
where ledger = $1 and (originator_id = $3 or position($2::bytea in state) > 0)
group by originator_id
order by min(notification_id)
