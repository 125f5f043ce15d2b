-- Working days from the start of the section 47 enquiry to the initial conference, counted by children. A
-- conference before the start is left out, as the census does.
with conferences as (
    select
        c.working_days_taken as days,
        c.children,
        case
            when $1::text = 'month' then to_char(c.held_on, 'YYYY-MM')
            else to_char(c.held_on, 'YYYY-"Q"Q')
        end as period
    from timeliness.running_clocks as c
    where c.kind = 'initial_child_protection_conference'
        and c.met_by = 'held'
        and c.working_days_taken >= 0
        and ($2::date is null or c.held_on >= $2) and ($3::date is null or c.held_on <= $3)
        and ($4::text is null or c.origin = $4)
)

select
    period,
    count(*) as children,
    count(*) filter (where days <= 10) as up_to_10,
    count(*) filter (where days between 11 and 15) as from_11_to_15,
    count(*) filter (where days between 16 and 20) as from_16_to_20,
    count(*) filter (where days > 20) as over_20,
    percentile_cont(0.25) within group (order by days) as lower_quartile,
    percentile_cont(0.5) within group (order by days) as median,
    percentile_cont(0.75) within group (order by days) as upper_quartile
from conferences
cross join lateral generate_series(1, children)
group by period
order by period
