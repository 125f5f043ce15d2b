-- What the projection engine keeps about itself: builds and their positions, and poison.
-- The views live in schemas of their own, one per projection, which the engine creates.

create table quorate.projection_build (
    projection  text        not null,
    build       integer     not null check (build > 0),
    version     integer     not null check (version > 0),
    ledger      text        not null,
    position    bigint      not null default 0 check (position >= 0),
    -- Counts the changes made to a build from beside its follower, so that the follower drops what it remembers.
    epoch       bigint      not null default 0,
    status      text        not null check (status in ('building', 'live', 'retired')),
    started_at  timestamptz not null default now(),
    updated_at  timestamptz not null default now(),
    primary key (projection, build)
);

create unique index projection_build_one_live on quorate.projection_build (projection) where status = 'live';

create table quorate.projection_poison (
    projection  text        not null,
    build       integer     not null,
    stream_id   uuid        not null,
    position    bigint      not null,
    topic       text        not null,
    error_code  text        not null,
    error_text  text        not null,
    at          timestamptz not null default now(),
    primary key (projection, build, stream_id)
);

grant usage on schema quorate to quorate_projector, quorate_app;
grant select on quorate.stored_events to quorate_projector;
grant select, update on quorate.projection_build to quorate_projector;
grant select, insert, update, delete on quorate.projection_poison to quorate_projector;
grant select on quorate.projection_build, quorate.projection_poison to quorate_app;
