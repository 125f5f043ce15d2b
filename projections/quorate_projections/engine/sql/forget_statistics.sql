-- $1 the schema of a view.
select quorate.forget_statistics($1)
