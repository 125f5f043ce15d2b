-- Meetings held by period, and by kind when asked: no agency, no child, no meeting.
with heard as (
    select
        meeting_id,
        count(*) as children,
        count(*) filter (where participation = 'PN0') as pn0,
        count(*) filter (where participation = 'PN1') as pn1,
        count(*) filter (where participation = 'PN2') as pn2,
        count(*) filter (where participation = 'PN3') as pn3,
        count(*) filter (where participation = 'PN4') as pn4,
        count(*) filter (where participation = 'PN5') as pn5,
        count(*) filter (where participation = 'PN6') as pn6,
        count(*) filter (where participation = 'PN7') as pn7
    from attendance.children
    group by meeting_id
),

held as (
    select
        m.*,
        heard.children, heard.pn0, heard.pn1, heard.pn2, heard.pn3, heard.pn4, heard.pn5, heard.pn6, heard.pn7,
        m.kind <> 'strategy_discussion' as conference,
        case when $1::text = 'month' then m.month else m.quarter end as period
    from attendance.meetings as m
    inner join heard using (meeting_id)
    where m.held_on is not null
        and ($3::date is null or m.held_on >= $3) and ($4::date is null or m.held_on <= $4)
        and ($5::text[] is null or m.kind = any($5))
        and ($6::text is null or m.origin = $6)
)

select
    period,
    case when $2::boolean then kind end as kind,
    count(*) as held,
    count(*) filter (where conference) as conferences_held,
    count(*) filter (where conference and quorate) as conferences_quorate,
    count(*) filter (where conference and adjourned_inquorate) as conferences_adjourned_inquorate,
    count(*) filter (where conference and proceeded_inquorate) as conferences_proceeded_inquorate,
    count(*) filter (where not conference) as discussions_held,
    count(*) filter (where core_three_present) as discussions_with_core_three,
    count(*) filter (where worker_and_manager_present) as discussions_with_worker_and_manager,
    count(*) filter (where information_complete) as discussions_with_information_complete,
    sum(children)::bigint as children,
    array[
        sum(pn0), sum(pn1), sum(pn2), sum(pn3), sum(pn4), sum(pn5), sum(pn6), sum(pn7)
    ]::bigint[] as participation,
    sum(dissents)::bigint as dissents,
    sum(dissents_resolved)::bigint as dissents_settled,
    sum(escalations_raised)::bigint as escalations_raised,
    sum(escalations_resolved)::bigint as escalations_resolved,
    sum(escalations_in_time)::bigint as escalations_in_time
from held
group by 1, 2
order by 1, 2
