-- $1 ledger, $2 after this position, $3 up to this one, $4 the topics of events that are about parts. What happened on
-- which stream, in order; the content of those events only, for the ids of their parts.
select
    originator_id as stream_id, notification_id as position, topic,
    case when topic = any ($4::text[]) then state end as content
from quorate.stored_events
where ledger = $1
  and notification_id > $2::bigint
  and notification_id <= $3::bigint
order by notification_id
