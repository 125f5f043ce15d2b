-- The openings in an emergency, the latest first. Each null when not wanted: $1 by whom, $2 open at this time,
-- $3 and $4 opened between. $5 to $7: the time and ids behind which the page begins. $8 rows.
select e.meeting_id, e.opening_id, e.practitioner_id, e.agency_id, e.reason, e.opened_at, e.until,
    e.by_child_id, e.acknowledged_at
from meeting_record.emergency_openings e
where ($1::uuid is null or e.practitioner_id = $1)
and ($2::timestamptz is null or e.until > $2)
and ($3::timestamptz is null or e.opened_at >= $3)
and ($4::timestamptz is null or e.opened_at <= $4)
and (
    $5::timestamptz is null
    or (e.opened_at, e.meeting_id, e.opening_id) < ($5, $6::uuid, $7::uuid)
)
order by e.opened_at desc, e.meeting_id desc, e.opening_id desc
limit $8
