-- A window of positions in one snapshot. Its last row always comes, wanted or not, and says how far it reached.
select notification_id, originator_id, originator_version, topic, state
from quorate.stored_events
where ledger = $1
  and notification_id > $2
  and notification_id <= $3
  and (
      topic = any($4::text[])
      or notification_id = (
          select max(notification_id) from quorate.stored_events
          where ledger = $1 and notification_id > $2 and notification_id <= $3
      )
  )
order by notification_id
