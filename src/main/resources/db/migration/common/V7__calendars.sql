-- Business calendars. The revision is another one after each change, so that what was made of the days and the
-- iCalendar text is known to be of now.
create table calendar (
  id uuid not null constraint calendar_pk primary key,
  created timestamp with time zone not null,
  updated timestamp with time zone not null,
  name varchar not null constraint calendar_name_unique unique,
  description text not null,
  timezone varchar not null,
  listed varchar not null,
  days text not null,
  icalendar text,
  revision uuid not null
);

-- The calendars that a deployment's schedule policy names.
create table deployment_calendar (
  deployment_id uuid not null constraint deployment_calendar_deployment_fk references deployment on delete cascade,
  calendar_id uuid not null constraint deployment_calendar_calendar_fk references calendar,
  constraint deployment_calendar_pk primary key (deployment_id, calendar_id)
);

create index deployment_calendar_calendar_idx on deployment_calendar (calendar_id);
