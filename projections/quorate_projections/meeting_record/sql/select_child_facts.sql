-- What decides who may know of the child $1, as access/resources.ChildFacts: null when there is none.
select quorate.facts_of_child($1)::text
