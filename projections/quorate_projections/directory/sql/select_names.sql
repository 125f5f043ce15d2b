-- $1 agencies, $2 practitioners, $3 children
select json_build_object(
    'agencies', (select json_agg(a) from directory.agencies a where a.agency_id = any ($1::uuid[])),
    'practitioners', (
        select json_agg(p) from directory.practitioners p where p.practitioner_id = any ($2::uuid[])
    ),
    'children', (
        select json_agg(json_build_object(
            'child_id', c.child_id, 'name', c.name,
            'date_of_birth', c.date_of_birth, 'expected_on', c.expected_on
        ))
        from directory.children c
        where c.child_id = any ($3::uuid[])
    )
)
