-- Which erasures a build of a view has followed: the rows of the streams that one reached were made anew without what it
-- erased. A build that was begun later never had it; it makes them anew once more, which changes nothing.
create table quorate.projection_erasure (
    projection  text        not null,
    build       integer     not null,
    position    bigint      not null,
    at          timestamptz not null default now(),
    primary key (projection, build, position),
    foreign key (projection, build) references quorate.projection_build on delete cascade
);

grant select, insert on quorate.projection_erasure to quorate_projector;
