-- What only PostgreSQL can index: elements of the tag lists, and the order by start or else expected start.
create index flow_tags_idx on flow using gin ((cast(tags as jsonb)) jsonb_path_ops);
create index deployment_tags_idx on deployment using gin ((cast(tags as jsonb)) jsonb_path_ops);
create index flow_run_tags_idx on flow_run using gin ((cast(tags as jsonb)) jsonb_path_ops);
create index task_run_tags_idx on task_run using gin ((cast(tags as jsonb)) jsonb_path_ops);
create index flow_run_started_idx on flow_run ((coalesce(start_time, expected_start_time)));
