-- $1 ledger, $2 number, $3 note.
insert into quorate.key_statements (ledger, number, note) values ($1, $2, $3) on conflict do nothing
