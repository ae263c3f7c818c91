-- Among the runs that are due on a queue the higher goes first.
alter table flow_run add column priority integer default 0 not null;
-- How many runs of a deployment may be queued, create_flow_run refuses more (null: any number).
alter table deployment add column max_queued_runs integer;
