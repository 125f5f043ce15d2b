-- Everything that the other views show names from.
create table agencies (
    agency_id uuid primary key,
    name      text not null,
    sector    text not null
);

create table practitioners (
    practitioner_id uuid primary key,
    name            text not null,
    agency_id       uuid not null,
    title           text not null,
    kind            text not null,
    status          text not null,
    -- What the person is entrusted with: words of access/actor.Duty.
    duties          text[] not null
);

create index practitioners_by_agency on practitioners (agency_id, name, practitioner_id);

create table children (
    child_id                uuid primary key,
    name                    text not null,
    date_of_birth           date,
    expected_on             date,
    nhs_number              text,
    registered_by_agency_id uuid not null
);
