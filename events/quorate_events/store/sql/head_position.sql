-- $1 ledger. No row, or 0, before the first event.
select position from quorate.ledger_head where ledger = $1
