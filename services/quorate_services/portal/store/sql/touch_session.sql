update sessions set seen_at = ? where id = ?
