-- Tables of contract/data-model.md. JSON is kept as text: both databases and both JPA providers agree on that.
-- Lists of texts are written one element a line (Columns.Texts), so that H2 can look for one of them.

create table configuration (
  id uuid not null constraint configuration_pk primary key,
  created timestamp with time zone not null,
  updated timestamp with time zone not null,
  name varchar not null constraint configuration_name_unique unique,
  content text not null
);

create table flow (
  id uuid not null constraint flow_pk primary key,
  created timestamp with time zone not null,
  updated timestamp with time zone not null,
  name varchar not null constraint flow_name_unique unique,
  tags varchar not null
);

create table block_type (
  id uuid not null constraint block_type_pk primary key,
  created timestamp with time zone not null,
  updated timestamp with time zone not null,
  name varchar not null,
  slug varchar not null constraint block_type_slug_unique unique,
  logo_url varchar,
  documentation_url varchar,
  description text,
  code_example text,
  is_protected boolean not null
);

create table block_schema (
  id uuid not null constraint block_schema_pk primary key,
  created timestamp with time zone not null,
  updated timestamp with time zone not null,
  checksum varchar not null,
  fields text not null,
  capabilities varchar not null,
  version varchar not null,
  block_type_id uuid not null constraint block_schema_type_fk references block_type on delete cascade,
  constraint block_schema_checksum_unique unique (checksum, version)
);

create table block_schema_reference (
  id uuid not null constraint block_schema_reference_pk primary key,
  created timestamp with time zone not null,
  updated timestamp with time zone not null,
  name varchar not null,
  parent_block_schema_id uuid not null constraint block_schema_reference_parent_fk references block_schema on delete cascade,
  reference_block_schema_id uuid not null constraint block_schema_reference_target_fk references block_schema on delete cascade
);

create table block_document (
  id uuid not null constraint block_document_pk primary key,
  created timestamp with time zone not null,
  updated timestamp with time zone not null,
  name varchar not null,
  data text not null,
  is_anonymous boolean not null,
  block_type_id uuid not null constraint block_document_type_fk references block_type on delete cascade,
  block_schema_id uuid not null constraint block_document_schema_fk references block_schema on delete cascade,
  constraint block_document_name_unique unique (block_type_id, name)
);

create table block_document_reference (
  id uuid not null constraint block_document_reference_pk primary key,
  created timestamp with time zone not null,
  updated timestamp with time zone not null,
  name varchar not null,
  parent_block_document_id uuid not null constraint block_document_reference_parent_fk references block_document on delete cascade,
  reference_block_document_id uuid not null constraint block_document_reference_target_fk references block_document on delete cascade
);

create table work_queue (
  id uuid not null constraint work_queue_pk primary key,
  created timestamp with time zone not null,
  updated timestamp with time zone not null,
  name varchar not null constraint work_queue_name_unique unique,
  description text not null,
  is_paused boolean not null,
  concurrency_limit integer,
  filter text,
  last_polled timestamp with time zone
);

create table agent (
  id uuid not null constraint agent_pk primary key,
  created timestamp with time zone not null,
  updated timestamp with time zone not null,
  name varchar not null,
  work_queue_id uuid not null constraint agent_work_queue_fk references work_queue on delete cascade,
  last_activity_time timestamp with time zone not null
);

create table deployment (
  id uuid not null constraint deployment_pk primary key,
  created timestamp with time zone not null,
  updated timestamp with time zone not null,
  name varchar not null,
  flow_id uuid not null constraint deployment_flow_fk references flow on delete cascade,
  version varchar,
  description text,
  manifest_path varchar,
  path varchar,
  entrypoint varchar,
  work_queue_name varchar,
  schedule text,
  is_schedule_active boolean not null,
  tags varchar not null,
  parameters text not null,
  infra_overrides text not null,
  parameter_openapi_schema text,
  storage_document_id uuid constraint deployment_storage_fk references block_document on delete cascade,
  infrastructure_document_id uuid constraint deployment_infrastructure_fk references block_document on delete cascade,
  constraint deployment_name_unique unique (flow_id, name)
);

create table flow_run (
  id uuid not null constraint flow_run_pk primary key,
  created timestamp with time zone not null,
  updated timestamp with time zone not null,
  name varchar not null,
  flow_id uuid not null constraint flow_run_flow_fk references flow on delete cascade,
  deployment_id uuid constraint flow_run_deployment_fk references deployment on delete set null,
  work_queue_name varchar,
  parent_task_run_id uuid,
  infrastructure_document_id uuid constraint flow_run_infrastructure_fk references block_document on delete cascade,
  state_id uuid,
  state_type varchar,
  state_name varchar,
  state_timestamp timestamp with time zone,
  idempotency_key varchar,
  flow_version varchar,
  infrastructure_pid varchar,
  parameters text not null,
  context text not null,
  empirical_policy varchar not null,
  tags varchar not null,
  auto_scheduled boolean not null,
  retries_in_process boolean not null,
  run_count integer not null,
  expected_start_time timestamp with time zone,
  next_scheduled_start_time timestamp with time zone,
  start_time timestamp with time zone,
  end_time timestamp with time zone,
  total_run_time_micros bigint not null,
  constraint flow_run_idempotency_unique unique (flow_id, idempotency_key)
);

create table flow_run_state (
  id uuid not null constraint flow_run_state_pk primary key,
  flow_run_id uuid not null constraint flow_run_state_run_fk references flow_run on delete cascade,
  type varchar not null,
  name varchar not null,
  timestamp timestamp with time zone not null,
  message text,
  state_details varchar not null,
  data text,
  constraint flow_run_state_timestamp_unique unique (flow_run_id, timestamp)
);

create table task_run (
  id uuid not null constraint task_run_pk primary key,
  created timestamp with time zone not null,
  updated timestamp with time zone not null,
  name varchar not null,
  flow_run_id uuid not null constraint task_run_flow_run_fk references flow_run on delete cascade,
  task_key varchar not null,
  dynamic_key varchar not null,
  cache_key varchar,
  cache_expiration timestamp with time zone,
  task_version varchar,
  flow_run_run_count integer not null,
  task_inputs text not null,
  state_id uuid,
  state_type varchar,
  state_name varchar,
  state_timestamp timestamp with time zone,
  empirical_policy varchar not null,
  tags varchar not null,
  run_count integer not null,
  expected_start_time timestamp with time zone,
  next_scheduled_start_time timestamp with time zone,
  start_time timestamp with time zone,
  end_time timestamp with time zone,
  total_run_time_micros bigint not null,
  constraint task_run_key_unique unique (flow_run_id, task_key, dynamic_key)
);

alter table flow_run add constraint flow_run_parent_task_run_fk foreign key (parent_task_run_id) references task_run on delete set null;

create table task_run_state (
  id uuid not null constraint task_run_state_pk primary key,
  task_run_id uuid not null constraint task_run_state_run_fk references task_run on delete cascade,
  type varchar not null,
  name varchar not null,
  timestamp timestamp with time zone not null,
  message text,
  state_details varchar not null,
  data text,
  constraint task_run_state_timestamp_unique unique (task_run_id, timestamp)
);

create table task_run_state_cache (
  id uuid not null constraint task_run_state_cache_pk primary key,
  created timestamp with time zone not null,
  updated timestamp with time zone not null,
  cache_key varchar not null,
  cache_expiration timestamp with time zone,
  task_run_state_id uuid not null
);

create table concurrency_limit (
  id uuid not null constraint concurrency_limit_pk primary key,
  created timestamp with time zone not null,
  updated timestamp with time zone not null,
  tag varchar not null constraint concurrency_limit_tag_unique unique,
  concurrency_limit integer not null
);

-- One row a slot, so that a slot ends with its task run and two proposals never write the same list.
create table concurrency_slot (
  concurrency_limit_id uuid not null constraint concurrency_slot_limit_fk references concurrency_limit on delete cascade,
  task_run_id uuid not null constraint concurrency_slot_task_run_fk references task_run on delete cascade,
  taken timestamp with time zone not null,
  constraint concurrency_slot_pk primary key (concurrency_limit_id, task_run_id)
);

create table log (
  id uuid not null constraint log_pk primary key,
  created timestamp with time zone not null,
  updated timestamp with time zone not null,
  name varchar not null,
  level integer not null,
  message text not null,
  timestamp timestamp with time zone not null,
  flow_run_id uuid not null,
  task_run_id uuid
);

create table saved_search (
  id uuid not null constraint saved_search_pk primary key,
  created timestamp with time zone not null,
  updated timestamp with time zone not null,
  name varchar not null constraint saved_search_name_unique unique,
  filters text not null
);

create table flow_run_notification_policy (
  id uuid not null constraint flow_run_notification_policy_pk primary key,
  created timestamp with time zone not null,
  updated timestamp with time zone not null,
  is_active boolean not null,
  state_names varchar not null,
  tags varchar not null,
  message_template text,
  block_document_id uuid not null constraint flow_run_notification_policy_block_fk references block_document on delete cascade
);

create table flow_run_notification_queue (
  id uuid not null constraint flow_run_notification_queue_pk primary key,
  created timestamp with time zone not null,
  updated timestamp with time zone not null,
  flow_run_notification_policy_id uuid not null,
  flow_run_state_id uuid not null,
  attempts integer not null,
  due timestamp with time zone not null
);

-- Claims, limits and counts of a queue.
create index flow_run_queue_idx on flow_run (work_queue_name, state_type, next_scheduled_start_time, id);
-- Planted runs of a deployment; runs of a deployment by time.
create index flow_run_deployment_idx on flow_run (deployment_id, state_type, next_scheduled_start_time);
-- Late runs, and runs by state and time.
create index flow_run_due_idx on flow_run (state_type, state_name, next_scheduled_start_time);
create index flow_run_state_expected_idx on flow_run (state_type, expected_start_time);
create index flow_run_flow_expected_idx on flow_run (flow_id, expected_start_time);
create index flow_run_expected_idx on flow_run (expected_start_time);
create index flow_run_next_idx on flow_run (next_scheduled_start_time);
create index flow_run_start_idx on flow_run (start_time);
create index flow_run_end_idx on flow_run (end_time);
create index flow_run_state_name_idx on flow_run (state_name);
create index flow_run_name_idx on flow_run (name);
create index flow_run_parent_idx on flow_run (parent_task_run_id);
create index flow_run_infrastructure_idx on flow_run (infrastructure_document_id);

create index task_run_expected_idx on task_run (expected_start_time);
create index task_run_state_idx on task_run (state_type, expected_start_time);
create index task_run_name_idx on task_run (name);
create index task_run_end_idx on task_run (end_time);
create index task_run_next_idx on task_run (next_scheduled_start_time);
create index task_run_start_idx on task_run (start_time);

create index task_run_state_cache_idx on task_run_state_cache (cache_key, created);
create index concurrency_slot_task_run_idx on concurrency_slot (task_run_id);

create index log_flow_run_idx on log (flow_run_id, timestamp);
create index log_task_run_idx on log (task_run_id, timestamp);
create index log_timestamp_idx on log (timestamp);
create index log_level_idx on log (level, timestamp);

create index deployment_queue_idx on deployment (work_queue_name);
create index deployment_name_idx on deployment (name);
create index deployment_created_idx on deployment (created);
create index deployment_updated_idx on deployment (updated);
create index deployment_storage_idx on deployment (storage_document_id);
create index deployment_infrastructure_idx on deployment (infrastructure_document_id);
create index flow_created_idx on flow (created);
create index flow_updated_idx on flow (updated);
create index agent_work_queue_idx on agent (work_queue_id);
create index block_schema_type_idx on block_schema (block_type_id);
create index block_document_schema_idx on block_document (block_schema_id);
create index block_document_name_idx on block_document (name);
create index block_document_reference_parent_idx on block_document_reference (parent_block_document_id);
create index block_document_reference_target_idx on block_document_reference (reference_block_document_id);
create index block_schema_reference_parent_idx on block_schema_reference (parent_block_schema_id);
create index block_schema_reference_target_idx on block_schema_reference (reference_block_schema_id);
create index flow_run_notification_queue_due_idx on flow_run_notification_queue (due);
