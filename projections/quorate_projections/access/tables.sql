-- Who may read a meeting: the agencies whose people may, the chair, and those who opened it in an emergency;
-- without those who were excluded. Asked by quorate.may_read_meeting.
create table readers (
    meeting_id uuid not null,
    agency_id  uuid not null,
    primary key (meeting_id, agency_id)
);

create table chairs (
    meeting_id      uuid not null,
    practitioner_id uuid not null,
    primary key (meeting_id, practitioner_id)
);

create table excluded (
    meeting_id      uuid not null,
    practitioner_id uuid not null,
    primary key (meeting_id, practitioner_id)
);

create table excluded_agencies (
    meeting_id uuid not null,
    agency_id  uuid not null,
    primary key (meeting_id, agency_id)
);

create table openings (
    meeting_id      uuid not null,
    practitioner_id uuid not null,
    until           timestamptz not null,
    primary key (meeting_id, practitioner_id)
);

-- Whom meetings are about. Asked by quorate.may_read_child, by child.
create table children (
    meeting_id uuid not null,
    child_id   uuid not null,
    primary key (meeting_id, child_id)
);

create index children_by_child on children (child_id, meeting_id);

-- The children whom an agency knows of from what is its own, whether or not it may read the meeting.
create table own_children (
    meeting_id uuid not null,
    agency_id  uuid not null,
    child_id   uuid not null,
    primary key (meeting_id, agency_id, child_id)
);

create index own_children_by_child on own_children (child_id, agency_id);
