-- What has been applied. Sources (packages) keep their own numbering.
create schema if not exists quorate;
create table if not exists quorate.schema_migrations (
    source text not null,
    name text not null,
    checksum bytea not null,
    applied_at timestamptz not null default clock_timestamp(),
    primary key (source, name)
);
