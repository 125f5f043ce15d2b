-- Parameters $1 to $10 as in select_meetings.sql.
select count(*)
from meeting_record.meetings m
where not m.excluded && array[$1, $2]::uuid[]
and (
    m.chair_id = $10
    or exists (
        select from meeting_record.readers r where r.meeting_id = m.meeting_id and r.agency_id = $2
    )
)
and ($3::text[] is null or m.kind = any ($3))
and ($4::text[] is null or m.status = any ($4))
and ($5::timestamptz is null or m.scheduled_for >= $5)
and ($6::timestamptz is null or m.scheduled_for <= $6)
and (
    $7::uuid is null
    or exists (select from meeting_record.children c where c.meeting_id = m.meeting_id and c.child_id = $7)
)
and (
    $8::uuid is null
    or exists (select from meeting_record.readers r where r.meeting_id = m.meeting_id and r.agency_id = $8)
)
and ($9::uuid is null or m.chair_id = $9)
