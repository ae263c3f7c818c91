"""The client that openapi-generator writes for Python, used against the server at the address given as argument."""
import sys
import unittest
import uuid

import generated
from generated import models

ADDRESS = sys.argv.pop()


class GeneratedClient(unittest.TestCase):
    def setUp(self):
        client = generated.ApiClient(generated.Configuration(host=ADDRESS))
        self.flows = generated.FlowsApi(client)
        self.deployments = generated.DeploymentsApi(client)
        self.runs = generated.FlowRunsApi(client)
        self.flow = self.flows.flows_create(models.FlowCreate(name=f"python-{uuid.uuid4()}"))

    def test_flows_are_listed(self):
        self.assertIn(self.flow, self.flows.flows_filter(models.FlowQuery(limit=200)))
        self.assertTrue(self.flows.flows_filter())
        self.assertEqual(self.flows.flows_read_by_name(self.flow.name), self.flow)

    def test_an_interval_is_read_back(self):
        schedule = self._stored_with(models.Schedule(interval=90.5, timezone="Europe/Berlin"))
        self.assertEqual(schedule.interval, 90.5)
        self.assertEqual(schedule.timezone, "Europe/Berlin")
        self.assertIsNotNone(schedule.anchor_date)
        self.assertIsNone(schedule.cron)

    def test_a_cron_expression_is_read_back(self):
        schedule = self._stored_with(models.Schedule(cron="5 4 * * mon", day_or=False))
        self.assertEqual(schedule.cron, "5 4 * * mon")
        self.assertIs(schedule.day_or, False)
        self.assertIsNone(schedule.interval)

    def test_a_recurrence_rule_is_read_back(self):
        self.assertEqual(self._stored_with(models.Schedule(rrule="FREQ=DAILY")).rrule, "FREQ=DAILY")

    def _stored_with(self, schedule):
        create = models.DeploymentCreate(name="nightly", flow_id=self.flow.id, schedule=schedule)
        made = self.deployments.deployments_create(create)
        return self.deployments.deployments_read(made.id).schedule

    def test_a_run_is_made_and_read_and_its_state_set(self):
        made = self.runs.flow_runs_create(models.FlowRunCreate(flow_id=self.flow.id, parameters={"n": 3}))
        self.assertEqual(self.runs.flow_runs_read(made.id).parameters, {"n": 3})
        proposal = models.StateProposal(state=models.StateCreate(type=models.StateType.COMPLETED), force=True)
        answer = self.runs.flow_runs_set_state(made.id, proposal)
        self.assertEqual(answer.status, models.SetStateStatus.ACCEPT)
        self.assertIsInstance(answer.details.actual_instance, models.ResponseDetailsAccept)
        self.assertEqual(self.runs.flow_runs_read(made.id).state.type, models.StateType.COMPLETED)

    def test_what_is_wrong_with_a_request_can_be_read(self):
        create = models.DeploymentCreate(name="x", flow_id=self.flow.id, schedule=models.Schedule())
        with self.assertRaises(generated.exceptions.UnprocessableEntityException) as refused:
            self.deployments.deployments_create(create)
        wrong = refused.exception.data.actual_instance
        self.assertIsInstance(wrong, models.InvalidRequest)
        self.assertEqual(wrong.exception_detail[0].loc, ["body", "schedule", "interval"])


unittest.main()
