-- What is open to the practitioner $1 at $2, the latest first: $3 rows.
select e.meeting_id, e.opening_id, e.practitioner_id, e.agency_id, e.reason, e.opened_at, e.until,
    e.by_child_id
from meeting_record.emergency_openings e
where e.practitioner_id = $1 and e.until > $2
order by e.opened_at desc, e.opening_id
limit $3
