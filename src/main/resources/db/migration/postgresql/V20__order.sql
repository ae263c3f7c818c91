-- Lists go by a column and then by id, and PostgreSQL sorts by id what an index gives in the order of the column. That costs next to
-- nothing where few rows are alike. In these columns most may be: nulls of runs that are not scheduled any more, or have not ended,
-- and names of steps. For a page of 200 it read up to all rows; with these it reads 200.
drop index flow_run_next_idx;
create index flow_run_next_idx on flow_run (next_scheduled_start_time, id);
drop index flow_run_end_idx;
create index flow_run_end_idx on flow_run (end_time, id);
drop index flow_run_name_idx;
create index flow_run_name_idx on flow_run (name, id);
drop index task_run_next_idx;
create index task_run_next_idx on task_run (next_scheduled_start_time, id);
drop index task_run_end_idx;
create index task_run_end_idx on task_run (end_time, id);
drop index task_run_name_idx;
create index task_run_name_idx on task_run (name, id);
