create table if not exists sessions (
    id blob primary key,
    form_token blob not null unique,
    began_at integer not null,
    seen_at integer not null,
    sealed blob not null
) strict;
create table if not exists drafts (
    person text not null,
    form text not null,
    saved_at integer not null,
    sealed blob not null,
    primary key (person, form)
) strict;
