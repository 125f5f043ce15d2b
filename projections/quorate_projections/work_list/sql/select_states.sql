-- $1 and $2 as in select_items.sql; $3 meetings, null for all. One number for all that the viewer is shown of the work in
-- a meeting, and how far the view has come; a row without a meeting where there is no work.
select b.position, s.meeting_id, s.state
from quorate.projection_build b
left join (
    select
        i.meeting_id,
        hashtextextended(
            string_agg(
                row (
                    i.item, i.kind, i.agency_id, i.practitioner_id, i.link_id, i.why, i.due, i.since,
                    i.meeting_kind, i.scheduled_for
                )::text,
                ',' order by i.item
            ),
            0
        ) as state
    from work_list.items i
    where not i.excluded && array[$1, $2]::uuid[]
    and (i.practitioner_id = $1 or i.agency_id = $2)
    and ($3::uuid[] is null or i.meeting_id = any ($3))
    group by i.meeting_id
) s on true
where b.projection = 'work_list' and b.status = 'live'
