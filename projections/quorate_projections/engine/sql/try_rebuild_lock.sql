-- Held by the session until it ends: one rebuild of a projection at a time.
select pg_try_advisory_lock(hashtextextended('quorate rebuild ' || $1::text, 0))
