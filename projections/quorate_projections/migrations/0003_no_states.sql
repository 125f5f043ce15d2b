-- A state that is not in memory is folded from the events of its stream; the log is the only place that holds it.
drop table quorate.projection_state;
