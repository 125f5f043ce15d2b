select count(*) from directory.agencies where $1::text is null or sector = $1
