select saved_at, sealed from drafts where person = ? and form = ?
