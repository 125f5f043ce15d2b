-- Attendance by period and any grouping. One fact is one meeting held and one agency invited to it (in one of
-- its roles, when roles are asked for). Only one of the two branches of "facts" ever runs.
with facts as (
    select
        agency_id, null::text as role, kind, involvement, involved, significant, month, quarter, attended,
        represented_by_deputy, apologies, report_received, report_due, report_on_time, nothing_held, neither
    from attendance.invited_agencies
    where not $15::boolean
        and ($7::date is null or held_on >= $7) and ($8::date is null or held_on <= $8)
        and ($9::uuid[] is null or agency_id = any($9))
        and ($10::text[] is null or kind = any($10))
        and ($11::text[] is null or involvement = any($11))
        and ($12::text is null or origin = $12)
    union all
    select
        agency_id, case when $4 then role end, kind, involvement, involved, significant, month, quarter,
        bool_or(attended), bool_or(represented_by_deputy), bool_or(apologies) and not bool_or(attended),
        report_received, report_due, report_on_time, nothing_held, bool_and(neither)
    from attendance.invited_roles
    where $15::boolean
        and ($7::date is null or held_on >= $7) and ($8::date is null or held_on <= $8)
        and ($9::uuid[] is null or agency_id = any($9))
        and ($10::text[] is null or kind = any($10))
        and ($11::text[] is null or involvement = any($11))
        and ($12::text is null or origin = $12)
        and ($13::text[] is null or role = any($13))
    group by
        meeting_id, agency_id, 2, kind, involvement, involved, significant, month, quarter,
        report_received, report_due, report_on_time, nothing_held
),

cells as (
    select
        case when $1::text = 'month' then facts.month else facts.quarter end as period,
        case when $2::boolean then facts.agency_id end as agency_id,
        case when $3::boolean or $2 then agencies.sector end as sector,
        case when $4::boolean then facts.role end as role,
        case when $5::boolean then facts.kind end as kind,
        case when $6::boolean then facts.involvement end as involvement,
        case when $2 then agencies.name end as agency_name,
        count(*) as invited,
        count(*) filter (where attended) as attended,
        count(*) filter (where involvement = 'not_declared') as involvement_not_declared,
        count(*) filter (where involved) as involved,
        count(*) filter (where involved and attended) as attended_where_involved,
        count(*) filter (where significant) as significantly_involved,
        count(*) filter (where significant and attended) as attended_where_significantly_involved,
        count(*) filter (where apologies) as apologies,
        count(*) filter (where represented_by_deputy) as represented_by_deputy,
        count(*) filter (where report_received) as report_received,
        count(*) filter (where report_received and involved) as report_received_where_involved,
        count(*) filter (where report_due) as reports_due,
        count(*) filter (where report_on_time) as reports_on_time,
        count(*) filter (where nothing_held) as nothing_held,
        count(*) filter (where report_received and not attended) as report_without_presence,
        count(*) filter (where neither) as neither
    from facts
    left join directory.agencies on agencies.agency_id = facts.agency_id
    where $14::text[] is null or agencies.sector = any($14)
    group by 1, 2, 3, 4, 5, 6, 7
)

select * from cells
order by period, agency_name, agency_id, sector, role, kind, involvement
limit $16
