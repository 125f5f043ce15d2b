-- $1 the viewer, $2 the agency whose actions the viewer sees, $11 as whom the viewer chairs, $12 the agency whose
-- meetings the viewer reads, each null where the viewer has no such duty (access/scope.py). The rule is
-- Action.READ_ACTION of access/rules/, and a test compares the two. $3 today in London. Filters, each null when not wanted: $4 meeting,
-- $5 owner, $6 person, $7 statuses, $8 overdue or not, $9 and $10 due between. $13 and $14:
-- the due date and id behind which the page begins. $15 rows.
select
    a.meeting_id, a.action_id, a.meeting_kind, a.scheduled_for, a.agency_id, a.role, a.practitioner_id,
    a.what, a.measure, a.child_ids, a.agreed_on, a.first_due, a.due, a.status, a.completed_on, a.history,
    a.status in ('agreed', 'accepted') and a.due < $3 and a.meeting_status <> 'cancelled' as overdue,
    case
        when a.agency_id = $2 then 'own'
        when a.chair_id = $11 then 'chairs'
        when a.convening_agency_id = $12 then 'convened'
        else 'invited'
    end as ground
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
and ($13::date is null or (a.due, a.action_id) > ($13, $14::uuid))
order by a.due, a.action_id
limit $15
