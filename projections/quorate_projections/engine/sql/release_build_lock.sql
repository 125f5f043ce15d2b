select pg_advisory_unlock(hashtextextended('quorate build ' || $1 || ' ' || $2::integer, 0))
