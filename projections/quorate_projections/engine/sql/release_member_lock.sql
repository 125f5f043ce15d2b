select pg_advisory_unlock_shared(hashtextextended('quorate build ' || $1 || ' ' || $2::integer, 0))
