-- The routines of the same names take fewer arguments and answer fewer rows; these would stay beside them.
drop function if exists quorate.append_batch(
    text, uuid[], bytea[], bytea[], integer[], integer[], uuid[], bigint[], integer[], uuid[], bigint[], text[], bytea[]
);
drop function if exists quorate.append_judged(
    text, bigint, uuid[], bytea[], bytea[], integer[], integer[], uuid[], bigint[], integer[], uuid[], bigint[], text[],
    bytea[]
);
