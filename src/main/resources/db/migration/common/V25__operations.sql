-- An action for many flow runs (contract.operation). matched counts the runs that it began with, done and refused those that
-- it has come to.
create table operation (
  id uuid not null constraint operation_pk primary key,
  created timestamp with time zone not null,
  updated timestamp with time zone not null,
  action varchar not null,
  is_forced boolean not null,
  is_from_start boolean not null,
  work_queue_name varchar,
  state varchar not null,
  matched integer not null,
  done integer not null,
  refused integer not null
);

create index operation_state_idx on operation (state, created);

-- The runs that it has not come to (is_open), and those that it was refused. No foreign key to flow_run: a run may be deleted
-- meanwhile, and that is a refusal too.
create table operation_run (
  operation_id uuid not null constraint operation_run_operation_fk references operation on delete cascade,
  flow_run_id uuid not null,
  is_open boolean not null,
  refusal varchar,
  constraint operation_run_pk primary key (operation_id, flow_run_id)
);

create index operation_run_open_idx on operation_run (operation_id, is_open, flow_run_id);
