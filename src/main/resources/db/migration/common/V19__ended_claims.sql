-- The agent in whose hands the run has ended, which is in agent_id until then: what another agent still has of the run is
-- killed. No foreign key: agents stay for days, these rows for an hour.
alter table claim add column ended_agent_id uuid;
