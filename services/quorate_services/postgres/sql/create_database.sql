select format('create database %I with owner %I template %I', $1::text, $2::text, $3::text)
