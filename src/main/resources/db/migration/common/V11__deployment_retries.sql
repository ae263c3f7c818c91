-- How often the runs of a deployment are tried again, where they do not say so themselves (JSON; null: not decided).
alter table deployment add column empirical_policy text;
