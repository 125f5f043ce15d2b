-- $1 ledger. The files of persons on whose erasure two people agreed.
select distinct originator_id
from quorate.stored_events
where ledger = $1
  and topic in ('quorate.personal_file.erasure_approved', 'quorate.personal_file.erased')
