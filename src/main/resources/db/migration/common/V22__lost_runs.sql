-- The ids of the runs that were taken from an agent when it was lost (a list of texts).
alter table agent add column lost_runs text default '[]' not null;
