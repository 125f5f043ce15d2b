-- The one child with the NHS number $1, or with the name $2 and the date of birth $3.
select quorate.one_child($1, $2, $3)
