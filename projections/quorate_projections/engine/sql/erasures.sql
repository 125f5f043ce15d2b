-- $1 ledger, $2 behind this position. That persons were erased.
select notification_id, originator_id, originator_version, topic, state
from quorate.stored_events
where ledger = $1 and notification_id > $2 and topic = 'quorate.personal_file.erased'
  and topic in ('quorate.personal_file.erasure_approved', 'quorate.personal_file.erased')
order by notification_id
