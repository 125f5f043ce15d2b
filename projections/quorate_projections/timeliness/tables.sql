-- One row a meeting.
create table meetings (
    meeting_id   uuid primary key,
    kind         text not null,
    status       text not null,
    origin       text not null,
    chair_id     uuid not null,
    readers      uuid[] not null,
    -- Whom the meeting concerns, as access/resources.Circle: the policy decides on it.
    circle       jsonb not null,
    child_ids    uuid[] not null,
    children     integer not null,
    follows      uuid,
    scheduled_on date not null,
    -- The last day for the reports of agencies that are asked in time.
    reports_due  date,
    held_on      date
);

-- One row a clock of the meeting's rule set. Whether it is overdue depends on the day of asking.
create table clocks (
    meeting_id         uuid not null,
    clock              text not null,
    place              integer not null,
    label              text not null,
    anchor             text not null,
    anchor_on          date,
    due                date,
    met_by             text not null,
    met_on             date,
    working_days_taken integer,
    -- A period in which something may be done; it closes, and is never overdue.
    may_lapse          boolean not null,
    after_kinds        text[] not null,
    amount             integer not null,
    unit               text not null,
    -- As shown to those who may know of nothing that an agency took back.
    told_met_on        date,
    told_days_taken    integer,
    primary key (meeting_id, clock)
);

-- When each invited agency's report was due, and when its answer came.
create table reports (
    meeting_id  uuid not null,
    agency_id   uuid not null,
    due         date,
    received    boolean not null,
    received_on date,
    -- When the agency answered first, though it took all of it back: shown to those who may know of no part of it.
    told        boolean not null,
    told_on     date,
    primary key (meeting_id, agency_id)
);

-- The clocks that run: one for the time after a certain kind of conference runs only after such a conference.
-- The last conference is the one that the meeting follows, else the last one about any of its children; where
-- the convener gave no date for it, it counts from the day on which it was held.
create view running_clocks with (security_invoker = true) as
select
    m.meeting_id,
    m.kind,
    m.origin,
    m.children,
    m.held_on,
    c.clock,
    c.place,
    c.label,
    c.anchor,
    c.met_by,
    c.met_on,
    c.working_days_taken,
    c.told_met_on,
    c.told_days_taken,
    c.may_lapse,
    coalesce(c.anchor_on, derived.anchor_on) as anchor_on,
    coalesce(c.due, derived.due) as due
from meetings as m
inner join clocks as c on c.meeting_id = m.meeting_id
left join lateral (
    select found.kind, found.held_on
    from quorate.conference_before(m.meeting_id) as found
    where c.anchor = 'last_conference'
) as last on true
left join lateral (
    select
        last.held_on as anchor_on,
        case c.unit
            when 'months' then (last.held_on + make_interval(months => c.amount))::date
            when 'calendar_days' then last.held_on + c.amount
        end as due
    where c.anchor_on is null and last.held_on is not null
) as derived on true
where c.after_kinds = '{}' or last.kind = any(c.after_kinds);
