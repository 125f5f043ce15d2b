select count(*) from sign_ins.changes where $1::uuid is null or practitioner_id = $1
