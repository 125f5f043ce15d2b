-- $1 ledger, $2 persons.
select quorate_keys.destroy($1, $2)
