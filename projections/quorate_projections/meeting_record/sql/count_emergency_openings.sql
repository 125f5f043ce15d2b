-- Parameters $1 to $4 as in select_emergency_openings.sql.
select count(*)
from meeting_record.emergency_openings e
where ($1::uuid is null or e.practitioner_id = $1)
and ($2::timestamptz is null or e.until > $2)
and ($3::timestamptz is null or e.opened_at >= $3)
and ($4::timestamptz is null or e.opened_at <= $4)
