-- The last ends of a deployment's runs, by how they ended, and how long these took; a run that crashed before it began has no
-- end_time. H2 has no indexes of a part of the rows.
create index flow_run_ended_idx on flow_run (deployment_id, state_type, state_timestamp, total_run_time_micros);
