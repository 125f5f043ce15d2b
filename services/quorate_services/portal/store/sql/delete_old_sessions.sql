delete from sessions where seen_at < ?
