-- One row for each thing that is still to be done. ``practitioner_id`` is whom it is for in person; without
-- one it is for anybody of the agency, without an agency for that person wherever they work.
create table items (
    meeting_id      uuid not null,
    item            text not null,
    kind            text not null,
    agency_id       uuid,
    practitioner_id uuid,
    link_id         uuid not null,
    why             text not null,
    due             date,
    since           timestamptz not null,
    meeting_kind    text not null,
    scheduled_for   timestamptz not null,
    -- Practitioners and agencies that are excluded from the meeting.
    excluded        uuid[] not null,
    -- Whom the meeting is about: written down when the item is shown, shown to nobody.
    child_ids       uuid[] not null,
    -- Of what is only to be noted: who did it, for which agency, and more; and the last day on which it is shown.
    notice          bytea,
    shown_until     date,
    primary key (meeting_id, item)
);

create index items_by_agency on items (agency_id, due, meeting_id, item);
create index items_by_practitioner on items (practitioner_id, due, meeting_id, item);
