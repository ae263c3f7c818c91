-- Deployments whose planted runs are judged by the schedule's policy when they are about to start, one after the other:
-- the lock of this row keeps two of them apart. keeps_back: while a run is active, planted ones are kept off their queue.
-- look_at: when those that wait are to be judged again, for time alone may decide (null: never).
create table deployment_turn (
  deployment_id uuid not null constraint deployment_turn_pk primary key constraint deployment_turn_deployment_fk references deployment on delete cascade,
  keeps_back boolean not null,
  look_at timestamp with time zone
);
create index deployment_turn_look_idx on deployment_turn (look_at);

-- Planted because somebody asked for dates that may lie in the past: such a run is never too late.
alter table flow_run add column backfilled boolean default false not null;
