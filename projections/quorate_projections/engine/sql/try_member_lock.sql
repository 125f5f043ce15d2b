-- Held by the session until it ends: members of a group write a build together, but not beside its one writer.
select pg_try_advisory_lock_shared(hashtextextended('quorate build ' || $1 || ' ' || $2::integer, 0))
