-- Conferences held and inquorate, by period; and those of them whose child's last conference was inquorate too.
with conferences as (
    select m.*, date(m.held_at at time zone 'Europe/London') as held_on
    from quoracy.meetings as m
    where m.kind <> 'strategy_discussion' and m.held_at is not null
),

sequence as (
    select
        c.meeting_id, c.held_on, c.inquorate,
        lag(c.inquorate) over (partition by child.id order by c.held_at, c.meeting_id) as previous_inquorate
    from conferences as c
    cross join lateral unnest(c.child_ids) as child (id)
),

per_meeting as (
    select meeting_id, held_on, inquorate, bool_or(coalesce(previous_inquorate, false)) as after_inquorate
    from sequence
    group by meeting_id, held_on, inquorate
)

select
    case
        when $1::text = 'month' then to_char(held_on, 'YYYY-MM')
        else to_char(held_on, 'YYYY-"Q"Q')
    end as period,
    count(*) as held,
    count(*) filter (where inquorate) as inquorate,
    count(*) filter (where inquorate and after_inquorate) as consecutive_inquorate
from per_meeting
where ($2::date is null or held_on >= $2) and ($3::date is null or held_on <= $3)
group by 1
order by 1
