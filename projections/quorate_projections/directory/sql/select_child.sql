select child_id, name, date_of_birth, expected_on, nhs_number, registered_by_agency_id
from directory.children
where child_id = $1
