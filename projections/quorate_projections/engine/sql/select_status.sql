-- Positions are gapless, so the oldest event still waiting is the next position.
select build.projection, build.build, build.version, build.status, build.position,
       coalesce(head.position, 0) as head,
       greatest(coalesce(head.position, 0) - build.position, 0) as lag_events,
       greatest(coalesce(extract(epoch from clock_timestamp() - waiting.recorded_at), 0), 0)::float8 as lag_seconds,
       (select count(*) from quorate.projection_poison as poison
        where poison.projection = build.projection and poison.build = build.build) as poisoned,
       build.updated_at
from quorate.projection_build as build
left join quorate.ledger_head as head on head.ledger = build.ledger
left join quorate.stored_events as waiting
    on waiting.ledger = build.ledger and waiting.notification_id = build.position + 1
where build.status <> 'retired'
order by build.projection, build.build
