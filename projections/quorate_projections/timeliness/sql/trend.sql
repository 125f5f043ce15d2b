-- Clocks by period, kind of meeting and clock: meetings, and the children of these meetings. A clock belongs to
-- the period in which its meeting was held; where it was not held yet, to that of its due date.
with settled as (
    select
        c.kind,
        c.clock,
        c.children,
        coalesce(c.held_on, c.due) as counted_on,
        c.met_on <= c.due as in_time,
        c.met_on > c.due as late,
        c.met_on is null and c.due < $1::date and not c.may_lapse as overdue,
        c.met_on is null and c.due >= $1::date as running
    from timeliness.running_clocks as c
    where c.due is not null
        and ($5::text[] is null or c.kind = any($5))
        and ($6::text[] is null or c.clock = any($6))
        and ($7::text is null or c.origin = $7)
)

select
    case
        when $2::text = 'month' then to_char(counted_on, 'YYYY-MM')
        else to_char(counted_on, 'YYYY-"Q"Q')
    end as period,
    kind,
    clock,
    count(*) filter (where in_time) as in_time,
    count(*) filter (where late) as late,
    count(*) filter (where overdue) as overdue,
    count(*) filter (where running) as running,
    coalesce(sum(children) filter (where in_time), 0)::bigint as children_in_time,
    coalesce(sum(children) filter (where late), 0)::bigint as children_late,
    coalesce(sum(children) filter (where overdue), 0)::bigint as children_overdue
from settled
where ($3::date is null or counted_on >= $3) and ($4::date is null or counted_on <= $4)
group by 1, 2, 3
order by 1, 2, 3
limit $8
