-- $1 practitioner. The agency that the practitioner works for.
select agency_id
from directory.practitioners
where practitioner_id = $1
