-- $1 ledger, $2 origin, $3 size, $4 root, $5 note.
insert into quorate.checkpoints (ledger, origin, size, root, note) values ($1, $2, $3, $4, $5)
