-- Actions done on time. Denominator: actions whose date, as last agreed, lies before today ($1, London), of
-- meetings that were not cancelled. Numerator: those of them completed on or before that date.
-- $2 'month' or 'quarter'; $3 and $4 the date between, or null; $5 owner or null.
select
    case when $2 = 'quarter' then to_char(a.due, 'YYYY-"Q"Q') else to_char(a.due, 'YYYY-MM') end as period,
    a.agency_id,
    count(*) as due,
    count(*) filter (where a.status = 'completed' and a.completed_on <= a.due) as done_on_time,
    count(*) filter (where a.status = 'completed' and a.completed_on > a.due) as done_late,
    count(*) filter (where a.status = 'not_done') as not_done,
    count(*) filter (where a.status in ('agreed', 'accepted')) as still_open,
    count(*) filter (where a.due > a.first_due) as put_off
from actions_agreed.actions a
where a.due < $1
  and a.meeting_status <> 'cancelled'
  and ($3::date is null or a.due >= $3)
  and ($4::date is null or a.due <= $4)
  and ($5::uuid is null or a.agency_id = $5)
group by 1, 2
order by 1, 2
