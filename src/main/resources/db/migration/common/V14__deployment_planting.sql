-- How far the schedules of deployments are planted. Each deployment has its row; only the scheduler writes it, so it is
-- the scheduler's own table. planted_until: every date up to here has been considered (null: not known). planted_runs: how
-- many runs the schedule has planted, where its policy sets a maximum. replant_at: when a pass has to look at the
-- deployment again (null: at once).
create table deployment_planting (
  deployment_id uuid not null constraint deployment_planting_pk primary key constraint deployment_planting_deployment_fk references deployment on delete cascade,
  planted_until timestamp with time zone,
  planted_runs integer,
  replant_at timestamp with time zone
);

insert into deployment_planting (deployment_id, planted_until, planted_runs, replant_at)
select id, planted_until, planted_runs, replant_at from deployment;

create index deployment_planting_replant_idx on deployment_planting (replant_at);

drop index deployment_replant_idx;
alter table deployment drop column planted_until;
alter table deployment drop column planted_runs;
alter table deployment drop column replant_at;
