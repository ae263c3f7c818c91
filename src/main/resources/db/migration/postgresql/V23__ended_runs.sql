-- The last ends of a deployment's runs, by how they ended, and how long these took; a run that crashed before it began has no
-- end_time. A run is written into it once in its life.
create index flow_run_ended_idx on flow_run (deployment_id, state_type, state_timestamp) include (total_run_time_micros)
 where state_type in ('COMPLETED', 'FAILED', 'CRASHED', 'CANCELLED');
