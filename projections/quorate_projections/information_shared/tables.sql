-- One row a meeting. ``content`` is the whole meeting as JSON of state.SharedMeeting: who may read what of it
-- is decided by one pure function, after reading.
-- ``mentioned_agency_ids`` are all whose names are shown; being mentioned gives no right to read.
create table meetings (
    meeting_id       uuid primary key,
    kind             text not null,
    status           text not null,
    scheduled_for    timestamptz not null,
    chair_id         uuid not null,
    -- Practitioners and agencies that are excluded from the meeting.
    excluded         uuid[] not null,
    mentioned_agency_ids       uuid[] not null,
    practitioner_ids uuid[] not null,
    child_ids        uuid[] not null,
    -- Not compressed: it is written again with every event of its meeting.
    content          bytea storage external not null
);

-- Which meetings were about a child.
create table children (
    meeting_id    uuid not null,
    child_id      uuid not null,
    scheduled_for timestamptz not null,
    primary key (meeting_id, child_id)
);

create index children_by_child on children (child_id, scheduled_for);

-- What stays with an agency that was removed from a meeting in which it had answered: the same, with nothing in it
-- but the agency's own share, and the meeting as it stood when the agency was removed.
create table own_shares (
    meeting_id           uuid not null,
    agency_id            uuid not null,
    scheduled_for        timestamptz not null,
    mentioned_agency_ids uuid[] not null,
    practitioner_ids     uuid[] not null,
    child_ids            uuid[] not null,
    content              bytea storage external not null,
    primary key (meeting_id, agency_id)
);

create index own_shares_by_agency on own_shares (agency_id, scheduled_for);
