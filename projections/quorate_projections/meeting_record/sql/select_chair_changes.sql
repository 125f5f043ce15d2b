-- The changes of a chair, the latest first: $1 rows.
select
    c.meeting_id, c.chair_before_id, c.chair_id, c.practitioner_id, c.agency_id, c.reason, c.changed_at
from meeting_record.chair_changes c
order by c.changed_at desc, c.meeting_id, c.version desc
limit $1
