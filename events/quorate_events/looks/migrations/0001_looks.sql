-- Every read of a record, one row each: who, when, what, on what ground or why not. No word of what was read.
create table quorate.looks (
    look_id         uuid        primary key,
    ledger          text        not null,
    at              timestamptz not null,
    practitioner_id uuid        not null,
    agency_id       uuid        not null,
    what            text        not null,
    -- The name that the client gave to its GraphQL operation; empty where it gave none.
    operation       text        not null,
    ground          text,
    refused         text,
    meeting_id      uuid,
    action_id       uuid,
    child_ids       uuid[]      not null,
    part_ids        uuid[]      not null,
    check (ground is null or refused is null)
);

create index looks_by_person on quorate.looks (practitioner_id, at desc, look_id desc);
create index looks_by_meeting on quorate.looks (meeting_id, at desc, look_id desc) where meeting_id is not null;
create index looks_by_time on quorate.looks (at);

-- The same looks by child: an index on an array is of no use under row-level security.
create table quorate.looks_at_children (
    child_id uuid        not null,
    at       timestamptz not null,
    look_id  uuid        not null,
    primary key (child_id, at, look_id)
);

grant select, insert on quorate.looks, quorate.looks_at_children to quorate_app;
