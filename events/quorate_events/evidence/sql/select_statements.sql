-- $1 ledger. What keys signed about keys, from the first on.
select number, note from quorate.key_statements where ledger = $1 order by number
