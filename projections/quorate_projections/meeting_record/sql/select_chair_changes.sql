-- The changes of a chair, the latest first. $1 and $2: made between, each null when not wanted.
-- $3 to $5: the time, the meeting and the version behind which the page begins. $6 rows.
select
    c.meeting_id, c.chair_before_id, c.chair_id, c.practitioner_id, c.agency_id, c.reason, c.changed_at,
    c.acknowledged_at, c.version
from meeting_record.chair_changes c
where ($1::timestamptz is null or c.changed_at >= $1)
and ($2::timestamptz is null or c.changed_at <= $2)
and ($3::timestamptz is null or (c.changed_at, c.meeting_id, c.version) < ($3, $4::uuid, $5::integer))
order by c.changed_at desc, c.meeting_id desc, c.version desc
limit $6
