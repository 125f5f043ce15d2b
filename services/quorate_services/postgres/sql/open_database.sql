select format('grant connect on database %I to %I', $1::text, $2::text)
