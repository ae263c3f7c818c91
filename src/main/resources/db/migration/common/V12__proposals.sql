-- Why a state was stored in place of the one that was proposed (null: it was proposed itself), so that the same proposal,
-- made again, is answered as before. Its id is the proposal's.
alter table flow_run_state add column rejection varchar;
alter table task_run_state add column rejection varchar;
