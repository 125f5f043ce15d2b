-- How far a build has come in each partition of a topic that it is kept from: every event of the partition's streams up
-- to that position is folded in. projection_build.position is then the position up to which that holds for all of them.
create table quorate.projection_partition (
    projection  text    not null,
    build       integer not null,
    partition   integer not null check (partition >= 0),
    position    bigint  not null check (position >= 0),
    primary key (projection, build, partition),
    foreign key (projection, build) references quorate.projection_build on delete cascade
) with (fillfactor = 50);

grant select, insert, update, delete on quorate.projection_partition to quorate_projector;
