-- Those that wait on a queue in the order of their priority. Of runs that have ended, a million of them, it holds nothing.
create index flow_run_priority_idx on flow_run (work_queue_name, priority desc, next_scheduled_start_time, id)
 where state_type = 'SCHEDULED';
