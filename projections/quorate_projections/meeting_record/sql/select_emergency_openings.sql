-- The openings in an emergency, the latest first: $1 rows.
select e.meeting_id, e.opening_id, e.practitioner_id, e.agency_id, e.reason, e.opened_at, e.until,
    e.by_child_id
from meeting_record.emergency_openings e
order by e.opened_at desc, e.opening_id
limit $1
