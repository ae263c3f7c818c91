-- What is recorded of the batch job of a flow run (contract.job.JobRecord). attempt numbers its executions, over restarts from
-- the beginning too, and is never given twice.
create table flow_run_job (
  flow_run_id uuid not null constraint flow_run_job_pk primary key
    constraint flow_run_job_flow_run_fk references flow_run on delete cascade,
  attempt integer not null,
  job_name varchar not null,
  job_xml_digest varchar,
  status varchar not null,
  exit_status varchar,
  restart_position varchar,
  execution_id bigint,
  updated timestamp with time zone not null
);

-- A step, or a partition of one (partition_number from 0; -1: the step itself). counts is JSON; checkpoints and user data are
-- serialized Java objects in Base64.
create table flow_run_job_step (
  flow_run_id uuid not null constraint flow_run_job_step_job_fk references flow_run_job on delete cascade,
  step_name varchar not null,
  partition_number integer not null,
  status varchar not null,
  exit_status varchar,
  start_count integer not null,
  counts varchar not null,
  reader_checkpoint varchar,
  writer_checkpoint varchar,
  user_data varchar,
  constraint flow_run_job_step_pk primary key (flow_run_id, step_name, partition_number)
);
