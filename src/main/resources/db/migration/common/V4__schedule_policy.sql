-- How the dates of a deployment become runs (JSON; null: the defaults), and, where the policy sets a maximum, how
-- many runs its schedule has planted.
alter table deployment add column schedule_policy text;
alter table deployment add column planted_runs integer;
