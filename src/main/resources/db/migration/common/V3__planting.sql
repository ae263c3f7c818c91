-- How far a deployment's runs are planted, and when a pass has to look at it again (null: at once).
-- Counting its planted runs instead, as the reference does, takes runs planted far ahead by hand for the
-- next ones.
alter table deployment add column planted_until timestamp with time zone;
alter table deployment add column replant_at timestamp with time zone;
create index deployment_replant_idx on deployment (replant_at);
