-- The register: one row an action. ``history`` is JSON of state.ActionStep, the first first.
create table actions (
    meeting_id      uuid not null,
    action_id       uuid not null,
    meeting_kind    text not null,
    meeting_status  text not null,
    scheduled_for   timestamptz not null,
    chair_id        uuid not null,
    convening_agency_id uuid not null,
    -- Practitioners and agencies that are excluded from the meeting.
    excluded        uuid[] not null,
    agency_id       uuid not null,
    role            text not null,
    practitioner_id uuid,
    what            text not null,
    measure         text not null,
    child_ids       uuid[] not null,
    agreed_on       date not null,
    first_due       date not null,
    due             date not null,
    status          text not null,
    completed_on    date,
    history         bytea not null,
    primary key (meeting_id, action_id)
);

create index actions_by_due on actions (due, action_id);
create index actions_by_owner on actions (agency_id, due, action_id);

-- The agencies whose people may read the meeting, and so its actions.
create table readers (
    meeting_id uuid not null,
    agency_id  uuid not null,
    primary key (meeting_id, agency_id)
);
