delete from sessions where id = ?
