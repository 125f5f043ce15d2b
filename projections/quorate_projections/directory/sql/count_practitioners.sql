select count(*) from directory.practitioners where $1::uuid is null or agency_id = $1
