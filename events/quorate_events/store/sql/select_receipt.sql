-- $1 ledger, $2 command id.
select content_hash, answer, first_position, last_position
from quorate.command_receipts
where ledger = $1 and command_id = $2
