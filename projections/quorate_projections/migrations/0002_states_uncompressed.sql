-- A state is written again with every event of its stream, and read only when a projector begins: compressing it
-- each time would cost more than everything else in a batch.

alter table quorate.projection_state alter column state set storage external;
