-- $1 ledger; $2-$5 per append; $6-$10 per event.
select append_no, status, first_position, last_position, answer
from quorate.append_batch($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
