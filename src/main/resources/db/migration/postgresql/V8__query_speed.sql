-- What lists, counts and histories of a million runs need: docs/benchmarks.md.

-- Histories read nothing but the index.
drop index flow_run_expected_idx;
create index flow_run_expected_idx on flow_run (expected_start_time)
  include (state_type, state_name, start_time, state_timestamp, total_run_time_micros);
drop index task_run_expected_idx;
create index task_run_expected_idx on task_run (expected_start_time)
  include (state_type, state_name, start_time, state_timestamp, total_run_time_micros);

-- In the order of starts, a range of expected starts is found without reading the runs outside it.
drop index flow_run_started_idx;
create index flow_run_started_idx on flow_run ((coalesce(start_time, expected_start_time)), expected_start_time);

-- Elements of the tag lists, as Database.contains asks for them. What waits to be sorted in is read by every search:
-- PostgreSQL's own limit for it, 4 MB, took longer than the search.
drop index flow_tags_idx;
create index flow_tags_idx on flow using gin (string_to_array(btrim(tags, '[]' || chr(10)), chr(10) || ',' || chr(10)))
  with (gin_pending_list_limit = 128);
drop index deployment_tags_idx;
create index deployment_tags_idx on deployment using gin (string_to_array(btrim(tags, '[]' || chr(10)), chr(10) || ',' || chr(10)))
  with (gin_pending_list_limit = 128);
drop index flow_run_tags_idx;
create index flow_run_tags_idx on flow_run using gin (string_to_array(btrim(tags, '[]' || chr(10)), chr(10) || ',' || chr(10)))
  with (gin_pending_list_limit = 128);
drop index task_run_tags_idx;
create index task_run_tags_idx on task_run using gin (string_to_array(btrim(tags, '[]' || chr(10)), chr(10) || ',' || chr(10)))
  with (gin_pending_list_limit = 128);

-- Parts of names, where pg_trgm is installed and may be used; elsewhere such a search reads every name.
do $$
begin
  create extension if not exists pg_trgm;
  create index flow_run_name_part_idx on flow_run using gin (lower(name) gin_trgm_ops) with (gin_pending_list_limit = 128);
exception
  when insufficient_privilege or feature_not_supported or undefined_file or undefined_object then
    raise notice 'no index for parts of names: %', sqlerrm;
end
$$;
