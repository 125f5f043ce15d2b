select id, began_at, seen_at, sealed from sessions where form_token = ?
