-- Parameters $1 to $12 as in select_actions.sql.
select count(*)
from actions_agreed.actions a
where not a.excluded && array[$1, $2]::uuid[]
and (
    a.agency_id = $2
    or a.chair_id = $11
    or exists (
        select from actions_agreed.readers r where r.meeting_id = a.meeting_id and r.agency_id = $12
    )
)
and ($4::uuid is null or a.meeting_id = $4)
and ($5::uuid is null or a.agency_id = $5)
and ($6::uuid is null or a.practitioner_id = $6)
and ($7::text[] is null or a.status = any ($7))
and (
    $8::boolean is null
    or $8 = (a.status in ('agreed', 'accepted') and a.due < $3 and a.meeting_status <> 'cancelled')
)
and ($9::date is null or a.due >= $9)
and ($10::date is null or a.due <= $10)
