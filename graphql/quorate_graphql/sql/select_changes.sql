-- $1 ledger, $2 after this position, $3 up to this one. What happened on which stream, without content.
select originator_id as stream_id, max(notification_id) as position, array_agg(distinct topic) as topics
from quorate.stored_events
where ledger = $1
  and notification_id > $2::bigint
  and notification_id <= $3::bigint
group by originator_id
order by position
