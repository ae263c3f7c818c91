-- Agents that register themselves. One of the reference is known by its polls alone: it has a queue and nothing else.
-- last_activity_time is when it was last heard of; state is what that makes of it (AgentState).
alter table agent alter column work_queue_id drop not null;
alter table agent add column is_native boolean default false not null;
alter table agent add column state varchar default 'ONLINE' not null;
alter table agent add column host varchar;
alter table agent add column pid integer;
alter table agent add column version varchar;
alter table agent add column labels text default '[]' not null;
alter table agent add column queues text default '[]' not null;
alter table agent add column prefixes text default '[]' not null;
alter table agent add column run_limit integer;
alter table agent add column free integer;
alter table agent add column is_drain_asked boolean default false not null;
alter table agent add column last_sequence integer default 0 not null;

create index agent_activity_idx on agent (state, last_activity_time);

-- That an agent has a run. The run names its claim; a claim that no run names any more is of no use to whoever has its
-- token. agent_id goes when the run ends; the row stays a while for what the run's process still has to say. Hashes are
-- SHA-256 in hex.
create table claim (
  id uuid not null constraint claim_pk primary key,
  created timestamp with time zone not null,
  flow_run_id uuid not null constraint claim_flow_run_fk references flow_run on delete cascade,
  agent_id uuid constraint claim_agent_fk references agent on delete set null,
  request_hash varchar not null,
  token_hash varchar not null constraint claim_token_uq unique,
  ended timestamp with time zone
);

create index claim_agent_idx on claim (agent_id);
create index claim_flow_run_idx on claim (flow_run_id);
create index claim_ended_idx on claim (ended);

alter table flow_run add column claim_id uuid;
