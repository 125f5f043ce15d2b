delete from drafts where person = ? and form = ?
