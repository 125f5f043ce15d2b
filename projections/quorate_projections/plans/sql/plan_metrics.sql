-- Plans by period. A plan begins where the child had none: made, or (begun before the record did) continued. It
-- ends with the first decision to end it. Conferences of an old register are followed too, for a plan may run from
-- there into what is recorded here. "Today" closes a period that is still running.
with decided as (
    select
        child_id, decided_at, decided_on, outcome, meeting_id,
        lag(outcome) over child as before
    from plans.decisions
    window child as (partition by child_id order by decided_at, meeting_id)
),

numbered as (
    select
        *,
        outcome <> 'plan_ended' and (before is null or before = 'plan_ended') as begins,
        count(*) filter (where outcome <> 'plan_ended' and (before is null or before = 'plan_ended'))
            over (partition by child_id order by decided_at, meeting_id) as number
    from decided
),

plans_of_children as (
    select
        child_id,
        min(decided_on) filter (where begins) as begun_on,
        bool_or(begins and outcome = 'plan_made') as made,
        bool_or(begins and outcome = 'plan_made' and before = 'plan_ended') as again,
        min(decided_on) filter (where outcome = 'plan_ended') as ended_on
    from numbered
    where number > 0
    group by child_id, number
),

bounds as (
    select
        coalesce($2::date, min(begun_on)) as first_day,
        least(coalesce($3::date, $4::date), $4::date) as last_day
    from plans_of_children
),

periods as (
    select
        greatest(starts::date, first_day) as first_day,
        least(
            (starts + case when $1::text = 'month' then interval '1 month' else interval '3 months' end)::date - 1,
            last_day
        ) as last_day,
        case when $1::text = 'month' then to_char(starts, 'YYYY-MM') else to_char(starts, 'YYYY-"Q"Q') end as period
    from bounds
    cross join lateral generate_series(
        date_trunc($1::text, first_day::timestamp),
        last_day::timestamp,
        case when $1::text = 'month' then interval '1 month' else interval '3 months' end
    ) as starts
)

select
    period,
    count(*) filter (where made and begun_on >= periods.first_day) as plans_made,
    count(*) filter (where again and begun_on >= periods.first_day) as plans_made_again,
    count(*) filter (where ended_on is null or ended_on > periods.last_day) as plans_open,
    count(*) filter (
        where (ended_on is null or ended_on > periods.last_day)
            and begun_on + interval '2 years' <= periods.last_day
    ) as plans_open_two_years
from periods
left join plans_of_children on begun_on <= periods.last_day
group by period
order by period
