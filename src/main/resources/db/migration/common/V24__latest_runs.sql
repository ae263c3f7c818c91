-- The last runs of a deployment, as flow_run_flow_expected_idx has those of a flow.
create index flow_run_deployment_expected_idx on flow_run (deployment_id, expected_start_time);
