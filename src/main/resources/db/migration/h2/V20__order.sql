-- Lists go by a column and then by id. H2 has what it can read forwards in an index and sorts all rows for any other order: 100,000 of
-- them do not fit into what it sorts in memory. So an index has the id as well, and the latest first have one of their own.
drop index flow_run_started_idx;
create index flow_run_started_idx on flow_run (started_or_expected desc, id desc);
drop index flow_run_expected_idx;
create index flow_run_expected_idx on flow_run (expected_start_time, id);
create index flow_run_last_expected_idx on flow_run (expected_start_time desc, id desc);
drop index flow_run_next_idx;
create index flow_run_next_idx on flow_run (next_scheduled_start_time, id);
drop index flow_run_end_idx;
create index flow_run_end_idx on flow_run (end_time desc, id desc);
drop index flow_run_name_idx;
create index flow_run_name_idx on flow_run (name, id);
create index flow_run_last_id_idx on flow_run (id desc);

drop index task_run_expected_idx;
create index task_run_expected_idx on task_run (expected_start_time, id);
create index task_run_last_expected_idx on task_run (expected_start_time desc, id desc);
drop index task_run_next_idx;
create index task_run_next_idx on task_run (next_scheduled_start_time, id);
drop index task_run_end_idx;
create index task_run_end_idx on task_run (end_time desc, id desc);
drop index task_run_name_idx;
create index task_run_name_idx on task_run (name, id);
create index task_run_last_id_idx on task_run (id desc);

drop index log_timestamp_idx;
create index log_timestamp_idx on log (timestamp, id);
drop index log_level_idx;
create index log_level_idx on log (level, timestamp, id);
