-- One row a child and conference that decided about a plan: what holds, and the London date of the sitting.
create table decisions (
    meeting_id uuid not null,
    child_id   uuid not null,
    decided_at timestamptz not null,
    decided_on date not null,
    outcome    text not null,
    primary key (meeting_id, child_id)
);

create index decisions_by_child on decisions (child_id, decided_at);
