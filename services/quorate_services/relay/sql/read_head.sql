-- $1 ledger. No row before the first event.
select position from quorate.ledger_head where ledger = $1
