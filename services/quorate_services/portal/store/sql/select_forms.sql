select form, saved_at from drafts where person = ? order by saved_at desc
