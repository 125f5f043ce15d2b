-- One row a meeting: what is true of it as a whole.
create table meetings (
    meeting_id                 uuid primary key,
    kind                       text not null,
    status                     text not null,
    origin                     text not null,
    chair_id                   uuid not null,
    readers                    uuid[] not null,
    -- Whom the meeting concerns, as access/resources.Circle: the policy decides on it.
    circle                     jsonb not null,
    scheduled_for              timestamptz not null,
    -- The London date of the first sitting's opening, and its periods; null until the meeting is held.
    held_on                    date,
    month                      text,
    quarter                    text,
    missing                    jsonb not null,
    sittings                   integer not null,
    quorate                    boolean not null,
    adjourned_inquorate        boolean not null,
    proceeded_inquorate        boolean not null,
    -- The three facts of a strategy discussion; null for conferences, and until it is held.
    core_three_present         boolean,
    worker_and_manager_present boolean,
    information_complete       boolean,
    dissents                   integer not null,
    dissents_resolved          integer not null,
    escalations_raised         integer not null,
    escalations_resolved       integer not null,
    escalations_in_time        integer not null
);

create index meetings_by_day on meetings (held_on) where held_on is not null;

create table children (
    meeting_id    uuid not null,
    child_id      uuid not null,
    participation text,
    primary key (meeting_id, child_id)
);

-- One row an invitation that was not withdrawn.
create table invitees (
    meeting_id      uuid not null,
    invitation_id   uuid not null,
    agency_id       uuid not null,
    role            text not null,
    practitioner_id uuid,
    invited_at      timestamptz not null,
    answer          text,
    answered_at     timestamptz,
    deputy          jsonb,
    report_due      date,
    involvement     text not null,
    challenged      boolean not null,
    outcome         text not null,
    mode            text,
    sittings        integer[] not null,
    joined_at       timestamptz,
    left_at         timestamptz,
    report_received boolean not null,
    nothing_held    boolean not null,
    -- Whether the agency ever answered: shown to those who may know of no part of what it took back.
    report_told     boolean not null,
    primary key (meeting_id, invitation_id)
);

-- One row a person and sitting, family included.
create table attendees (
    meeting_id      uuid not null,
    sitting         integer not null,
    attendee_id     uuid not null,
    agency_id       uuid,
    role            text not null,
    family          boolean not null,
    practitioner_id uuid,
    name            text not null,
    status          text not null,
    mode            text,
    joined_at       timestamptz,
    left_at         timestamptz,
    note            text not null,
    primary key (meeting_id, sitting, attendee_id)
);

-- What the trend counts: one row a meeting held and agency invited, in whatever role ...
create table invited_agencies (
    meeting_id            uuid not null,
    agency_id             uuid not null,
    kind                  text not null,
    origin                text not null,
    held_on               date not null,
    month                 text not null,
    quarter               text not null,
    involvement           text not null,
    involved              boolean not null,
    significant           boolean not null,
    attended              boolean not null,
    represented_by_deputy boolean not null,
    apologies             boolean not null,
    report_received       boolean not null,
    report_due            boolean not null,
    report_on_time        boolean not null,
    nothing_held          boolean not null,
    neither               boolean not null,
    primary key (meeting_id, agency_id)
);

create index invited_agencies_by_day on invited_agencies (held_on);

-- ... and one row for each of the roles that it was invited in.
create table invited_roles (
    meeting_id            uuid not null,
    agency_id             uuid not null,
    role                  text not null,
    kind                  text not null,
    origin                text not null,
    held_on               date not null,
    month                 text not null,
    quarter               text not null,
    involvement           text not null,
    involved              boolean not null,
    significant           boolean not null,
    attended              boolean not null,
    represented_by_deputy boolean not null,
    apologies             boolean not null,
    report_received       boolean not null,
    report_due            boolean not null,
    report_on_time        boolean not null,
    nothing_held          boolean not null,
    neither               boolean not null,
    primary key (meeting_id, agency_id, role)
);

create index invited_roles_by_day on invited_roles (held_on);
