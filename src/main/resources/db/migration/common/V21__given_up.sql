-- That messages of a notification policy were given up since the last one that was sent: how many, since when, and why the last.
create table flow_run_notification_failure (
  flow_run_notification_policy_id uuid not null constraint flow_run_notification_failure_pk primary key
    constraint flow_run_notification_failure_policy_fk references flow_run_notification_policy on delete cascade,
  given_up integer not null,
  first_given_up timestamp with time zone not null,
  last_given_up timestamp with time zone not null,
  refusal varchar not null
);
