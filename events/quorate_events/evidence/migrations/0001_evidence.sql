-- The tree over the log, its signed checkpoints, what keys signed about keys, and what witnesses signed. Only ever
-- added to, by the projector's role; witnesses' cosignatures by the application's.
create table quorate.tree_hashes (
    ledger text not null,
    level smallint not null check (level between 0 and 63),
    first_number bigint not null check (first_number >= 0),
    hashes bytea not null check (octet_length(hashes) between 32 and 8192 and octet_length(hashes) % 32 = 0),
    primary key (ledger, level, first_number)
);

comment on table quorate.tree_hashes is
    'C2SP tlog-tiles: consecutive hashes of a level, never across two tiles. Level 0 holds the hash of each event.';

create table quorate.checkpoints (
    ledger text not null,
    origin text not null,
    size bigint not null check (size > 0),
    root bytea not null check (octet_length(root) = 32),
    note text not null,
    signed_at timestamptz not null default clock_timestamp(),
    primary key (origin, size)
);

comment on column quorate.checkpoints.note is 'C2SP tlog-checkpoint, as it was signed.';

create index checkpoints_by_ledger on quorate.checkpoints (ledger, size desc);

create table quorate.key_statements (
    ledger text not null,
    number integer not null check (number > 0),
    note text not null,
    recorded_at timestamptz not null default clock_timestamp(),
    primary key (ledger, number)
);

comment on table quorate.key_statements is
    'Signed notes in which a key hands over to the next, or says that a history was begun anew, and why.';

create table quorate.cosignatures (
    ledger text not null,
    origin text not null,
    size bigint not null,
    witness text not null,
    key_id bytea not null,
    line text not null,
    cosigned_at timestamptz not null,
    received_at timestamptz not null default clock_timestamp(),
    primary key (origin, size, witness, key_id),
    foreign key (origin, size) references quorate.checkpoints
);

create index cosignatures_by_ledger on quorate.cosignatures (ledger, size desc);

comment on column quorate.cosignatures.line is 'C2SP tlog-cosignature, the line of the note.';

grant select on quorate.tree_hashes, quorate.checkpoints, quorate.key_statements, quorate.cosignatures
to quorate_app, quorate_projector;
grant insert on quorate.tree_hashes, quorate.checkpoints, quorate.key_statements to quorate_projector;
grant insert on quorate.cosignatures to quorate_app;
