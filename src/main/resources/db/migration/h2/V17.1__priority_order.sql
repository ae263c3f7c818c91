-- Those that wait on a queue by their priority. H2 has no indexes of a part of the rows.
create index flow_run_priority_idx on flow_run (work_queue_name, state_type, priority, next_scheduled_start_time, id);
