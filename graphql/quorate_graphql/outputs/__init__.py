"""Output types of the schema, made from the Structs that the views answer with."""
