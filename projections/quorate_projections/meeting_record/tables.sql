-- One row a meeting. ``document`` is the assembled record as JSON of record.MeetingRecord, so that reading a
-- meeting is one row; ``*_ids`` are everybody it names.
create table meetings (
    meeting_id          uuid primary key,
    kind                text not null,
    form                text not null,
    status              text not null,
    scheduled_for       timestamptz not null,
    held_on             date,
    place               text not null,
    reference           text not null,
    chair_id            uuid not null,
    -- Practitioners and agencies that are excluded from the meeting, and whom it concerns, as access/resources.Circle.
    excluded            uuid[] not null,
    circle              jsonb not null,
    convening_agency_id uuid not null,
    invited             integer not null,
    agency_ids          uuid[] not null,
    practitioner_ids    uuid[] not null,
    child_ids           uuid[] not null,
    -- Not compressed: it is written again with every event of its meeting.
    document            bytea storage external not null
);

create index meetings_by_time on meetings (scheduled_for, meeting_id);
create index meetings_by_chair on meetings (chair_id, scheduled_for, meeting_id);

-- The agencies whose people may read the meeting.
create table readers (
    meeting_id    uuid not null,
    agency_id     uuid not null,
    scheduled_for timestamptz not null,
    primary key (meeting_id, agency_id)
);

create index readers_by_agency on readers (agency_id, scheduled_for, meeting_id);

create table children (
    meeting_id uuid not null,
    child_id   uuid not null,
    primary key (meeting_id, child_id)
);

create index children_by_child on children (child_id);

-- Who opened the record in an emergency, for the data protection officer.
create table emergency_openings (
    meeting_id      uuid not null,
    opening_id      uuid not null,
    practitioner_id uuid not null,
    agency_id       uuid not null,
    reason          text not null,
    opened_at       timestamptz not null,
    until           timestamptz not null,
    -- The child by whom the record was found; none where it was opened by itself.
    by_child_id     uuid,
    -- When a chair first said that they had taken note; none until then.
    acknowledged_at timestamptz,
    primary key (meeting_id, opening_id)
);

create index emergency_openings_by_time on emergency_openings (opened_at);

-- Who took the chair from whom, for the data protection officer. ``practitioner_id`` and ``agency_id`` named them.
create table chair_changes (
    meeting_id      uuid not null,
    version         integer not null,
    chair_before_id uuid not null,
    chair_id        uuid not null,
    practitioner_id uuid not null,
    agency_id       uuid not null,
    reason          text not null,
    changed_at      timestamptz not null,
    -- When the chair before said that they had taken note; none until then.
    acknowledged_at timestamptz,
    primary key (meeting_id, version)
);

create index chair_changes_by_time on chair_changes (changed_at);
