-- Fills empty tables with ${runs} flow runs over a year until now and three days ahead, their states, three times as
-- many logs, 1,000 deployments of 50 flows on 20 queues, and task runs of the newest tenth of the runs. Ids are hashes:
-- spread like random ones, and the same at every filling.

select setseed(0.5);

-- foreign keys hold by construction; a superuser need not wait for their checks
select set_config('session_replication_role', 'replica', false) where current_setting('is_superuser') = 'on';

insert into flow (id, created, updated, name, tags)
select cast(md5('flow ' || i) as uuid), now(), now(), 'flow-' || i, E'[\n"team-' || i % 5 || E'"\n]'
  from generate_series(1, 50) i;

-- every fifth queue is limited
insert into work_queue (id, created, updated, name, description, is_paused, concurrency_limit, last_polled)
select cast(md5('queue ' || i) as uuid), now(), now(), 'queue-' || i, '', false, case when i % 5 = 0 then 1000 end, now()
  from generate_series(1, 20) i;

insert into deployment (id, created, updated, name, flow_id, entrypoint, work_queue_name, schedule, is_schedule_active, tags, parameters, infra_overrides)
select cast(md5('deployment ' || i) as uuid), now() - i * interval '1 hour', now() - i * interval '1 minute', 'deployment-' || i,
       cast(md5('flow ' || 1 + i % 50) as uuid), 'batch:report', 'queue-' || 1 + i % 20,
       '{"cron": "0 * * * *", "timezone": "UTC", "day_or": true}', true,
       E'[\n"team-' || i % 5 || E'"\n,\n"deployment-' || i || E'"\n]', '{"limit": 100}', '{}'
  from generate_series(1, 1000) i;

insert into deployment_planting (deployment_id) select id from deployment;

-- names are in no order; a few deployments run often and most seldom: the square of a random number chooses
insert into flow_run (id, created, updated, name, flow_id, deployment_id, work_queue_name, state_id, state_type, state_name,
                      state_timestamp, idempotency_key, parameters, context, empirical_policy, tags, auto_scheduled,
                      retries_in_process, run_count, expected_start_time, next_scheduled_start_time, start_time, end_time,
                      total_run_time_micros)
select cast(md5('run ' || i) as uuid), expected - interval '1 hour', coalesce(ended, began, expected), 'brave-comet-' || i * 7919 % ${runs},
       d.flow_id, d.id, d.work_queue_name, cast(md5('state ' || i) as uuid), type,
       case when type = 'SCHEDULED' and expected < now() then 'Late' else initcap(type) end,
       coalesce(ended, began, expected - interval '1 hour'), 'scheduled ' || i, '{"limit": 100}', '{}',
       '{"max_retries":0,"retry_delay_seconds":0.0}', replace(d.tags, E'\n]', E'\n,\n"auto-scheduled"\n]'), true,
       false, case when began is null then 0 else 1 end, expected, case when type = 'SCHEDULED' then expected end,
       began, ended, coalesce(cast(extract(epoch from ended - began) * 1e6 as bigint), 0)
  from (select i, expected, type, deployment,
               case when type not in ('SCHEDULED', 'PENDING') then expected + late end began,
               case when type not in ('SCHEDULED', 'PENDING', 'RUNNING') then expected + late + took end ended
          from (select i,
                       now() + case when i > 0.99 * ${runs}
                                    then interval '3 days' * (i - 0.99 * ${runs}) / (0.01 * ${runs})
                                    else interval '365 days' * (i / (0.99 * ${runs}) - 1) - interval '1 minute' end expected,
                       case when i > 0.99 * ${runs} then 'SCHEDULED'
                            when i > 0.989 * ${runs} then (array['RUNNING', 'RUNNING', 'PENDING', 'SCHEDULED'])[1 + i % 4]
                            else coalesce((array['FAILED', 'FAILED', 'CRASHED', 'CANCELLED'])[1 + cast(floor(random() * 34) as integer)], 'COMPLETED') end type,
                       1 + floor(1000 * random() ^ 2) deployment,
                       random() * interval '10 seconds' late, random() * interval '10 minutes' took
                  from generate_series(1, cast(${runs} as bigint)) i) drawn) run
  join deployment d on d.name = 'deployment-' || deployment;

-- the current states, then those that came before
insert into flow_run_state (id, flow_run_id, type, name, timestamp, message, state_details)
select state_id, id, state_type, state_name, state_timestamp, case state_type when 'FAILED' then 'Step report failed.' end,
       '{"flow_run_id":"' || id || '"}'
  from flow_run;

insert into flow_run_state (id, flow_run_id, type, name, timestamp, state_details)
select cast(md5(type || id) as uuid), id, type, initcap(type), expected_start_time + after, '{"flow_run_id":"' || id || '"}'
  from flow_run,
       (values ('SCHEDULED', interval '-1 hour'), ('PENDING', interval '-1 second'), ('RUNNING', interval '0')) earlier (type, after)
 where end_time is not null;

-- each hundredth run is chatty: 200 logs, the others one
insert into log (id, created, updated, name, level, message, timestamp, flow_run_id)
select cast(md5(concat(id, n)) as uuid), now(), now(), 'dev.rigel.report', (array[20, 20, 20, 20, 20, 20, 10, 10, 30, 40])[1 + n % 10],
       'Read 1,000 observations, skipped 3; part ' || n, expected_start_time + n * interval '1 second', id
  from (select id, expected_start_time, cast(substr(idempotency_key, 11) as bigint) % 100 = 0 chatty from flow_run) run,
       generate_series(1, case when chatty then 200 else 1 end) n;

insert into task_run (id, created, updated, name, flow_run_id, task_key, dynamic_key, flow_run_run_count, task_inputs, state_id,
                      state_type, state_name, state_timestamp, empirical_policy, tags, run_count, expected_start_time, start_time,
                      end_time, total_run_time_micros)
select cast(md5('task' || id || n) as uuid), created, updated, 'step-' || n, id, 'step-' || n, '0', 1, '{}',
       cast(md5('task state' || id || n) as uuid), state_type, state_name, state_timestamp, empirical_policy,
       E'[\n"step"\n]', 1, expected_start_time, start_time, end_time, total_run_time_micros
  from flow_run, generate_series(1, 3) n
 where expected_start_time > now() - interval '36 days' and start_time is not null;

insert into task_run_state (id, task_run_id, type, name, timestamp, state_details)
select state_id, id, state_type, state_name, state_timestamp, '{"task_run_id":"' || id || '"}'
  from task_run;
