-- H2 has no index on an expression: the order by start or else expected start is kept in a column of its own.
alter table flow_run add column started_or_expected timestamp with time zone generated always as (coalesce(start_time, expected_start_time));
create index flow_run_started_idx on flow_run (started_or_expected);
