-- What becomes of a run that is under way when its agent is lost (OnAgentLost; null: crash), and how often it begins anew
-- for that (null: OnAgentLost.MAX_RESTARTS).
alter table deployment add column on_agent_lost varchar;
alter table deployment add column max_restarts integer;

-- How often the run began anew for that, since it was created or sent back by hand.
alter table flow_run add column restarts integer default 0 not null;

-- How many seconds a run of the queue may be PENDING, or RUNNING (null: any time).
alter table work_queue add column pending_timeout_seconds integer;
alter table work_queue add column running_timeout_seconds integer;
