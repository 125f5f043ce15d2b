-- $1 the viewer, $10 as whom the viewer chairs, $2 the agency whose meetings the viewer reads, null where the viewer
-- has no such duty (access/scope.py); the rule is Action.LIST_MEETINGS of access/rules/, and a
-- test compares the two. Filters, each null when not wanted: $3 kinds, $4 statuses,
-- $5 and $6 planned between, $7 child, $8 agency that takes part, $9 chair. $11 and $12: the time and id behind
-- which the page begins. $13 rows, the latest first; with $14 the earliest first. (A plan knows $14, which leaves
-- of each case the one order that an index has.)
select
    m.meeting_id, m.kind, m.form, m.status, m.scheduled_for, m.held_on, m.place, m.reference, m.chair_id,
    m.convening_agency_id, m.invited, m.child_ids, m.circle::text
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
and (
    $11::timestamptz is null
    or case
        when $14 then (m.scheduled_for, m.meeting_id) > ($11, $12::uuid)
        else (m.scheduled_for, m.meeting_id) < ($11, $12::uuid)
    end
)
order by
    case when $14 then m.scheduled_for end, case when $14 then m.meeting_id end,
    m.scheduled_for desc, m.meeting_id desc
limit $13
