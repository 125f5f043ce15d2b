-- What happened to the accounts by which members are let in. The subject of an account stands nowhere.
create table changes (
    sign_in_id         uuid not null,
    version            bigint not null,
    issuer             text not null,
    practitioner_id    uuid not null,
    change             text not null,
    at                 timestamptz not null,
    by_practitioner_id uuid not null,
    by_agency_id       uuid not null,
    primary key (sign_in_id, version)
);

create index changes_by_time on changes (at desc, sign_in_id, version);
create index changes_by_person on changes (practitioner_id, at desc);

-- Which accounts let whom in at present: no issuer, no subject.
create table let_in (
    sign_in_id      uuid primary key,
    practitioner_id uuid not null
);

create index let_in_by_person on let_in (practitioner_id);
