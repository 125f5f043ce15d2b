-- Parameters $1 and $2 as in select_chair_changes.sql.
select count(*)
from meeting_record.chair_changes c
where ($1::timestamptz is null or c.changed_at >= $1)
and ($2::timestamptz is null or c.changed_at <= $2)
