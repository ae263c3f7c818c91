"""Requests and the answers that the contract gives them, beyond what a stock client happens to send."""
from harness import ANYTHING, SOMETHING, Any
from planting import moment
from rows import Row, detail, in_body, invalid, missing, thrown

CONFLICT = detail(
    "Data integrity conflict. This usually means a unique or foreign key constraint was violated. "
    "See server logs for details."
)
EMPTY = Any("an empty list", lambda value: value == [])
A_LIST = Any("a list", lambda value: isinstance(value, list))
A_COUNT = Any("a count", lambda value: type(value) is int and value >= 0)
NO_SUCH = {"X-PREFECT-API-VERSION": "0.7.9"}

ROOT = [
    Row("alive", "GET /health", expect=True),
    Row("hello", "GET /hello", expect="👋"),
    Row("version", "GET /admin/version", expect="2.6.9"),
    Row("settings", "GET /admin/settings", expect={"PREFECT_ORION_API_DEFAULT_LIMIT": 200}),
    Row("not the cloud service", "GET /me/workspaces", status=404, expect=detail("Not Found")),
    Row("no such route", "GET /nothing/here", status=404, expect=detail("Not Found")),
    Row("no such method", "PUT /flows/", {"name": "x"}, 405, detail("Method Not Allowed")),
    Row("a database is not cleared unasked", "POST /admin/database/clear", {}, 400, None),
    Row("a database is not dropped without confirmation", "POST /admin/database/drop", {"confirm": False}, 400, None),
    Row("settings of the page", "GET {root}/ui-settings", expect={"api_url": SOMETHING}),
    Row("this version of the API", "POST /flows/count", {}, headers={"X-PREFECT-API-VERSION": "0.8.3"}, expect=A_COUNT),
    Row("a later version", "POST /flows/count", {}, headers={"X-PREFECT-API-VERSION": "0.9.0"}, expect=A_COUNT),
    Row("a version too old", "POST /flows/count", {}, 400, detail(
        "The request specified API version 0.7.9 but this server requires version 0.8.0 or higher."), headers=NO_SUCH),
    Row("no version at all", "POST /flows/count", {}, 400, detail(
        "Invalid X-PREFECT-API-VERSION header format.Expected header in format 'x.y.z' but received abc"),
        headers={"X-PREFECT-API-VERSION": "abc"}),
    Row("health asks for no version", "GET /health", headers=NO_SUCH, expect=True),
]

ERRORS = [
    Row("broken JSON", "POST /flows/", '{"name":', 422, {
        "exception_message": "Invalid request received.",
        "exception_detail": [{"loc": ["body", ANYTHING], "type": "value_error.jsondecode"}],
        "request_body": '{"name":'}),
    Row("an array where an object is wanted", "POST /flows/", [], 500,
        rigel=(422, {"exception_message": "Invalid request received."})),
    Row("a text where an object is wanted", "POST /flows/", '"x"', 422, invalid((["body"], "type_error.dict"))),
    Row("no body where one is needed", "POST /flows/", None, 422, invalid((["body"], "value_error.missing"))),
    Row("the body is shown again", "POST /flows/", {"name": "a/b"}, 422, {
        "exception_detail": [{"loc": ["body", "name"], "type": "value_error.invalidname", "msg":
            "Name 'a/b' contains an invalid character. Must not contain any of: ['/', '%', '&', '>', '<']."}],
        "request_body": {"name": "a/b"}}),
    *[Row(f"a name with {sign}", "POST /flows/", {"name": f"a{sign}b"}, 422, in_body("name", "value_error.invalidname"))
      for sign in "%&<>"],
    Row("an unknown field", "POST /flows/", {"name": "{name}", "colour": 1}, 422, in_body("colour", "value_error.extra")),
    Row("null for a name", "POST /flows/", {"name": None}, 422, in_body("name", "type_error.none.not_allowed")),
    Row("an object for a name", "POST /flows/", {"name": {}}, 422, in_body("name", "type_error.str")),
    Row("no name", "POST /flows/", {}, 500, thrown("Internal Server Error"), rigel=(422, missing("name"))),
    Row("tags that are no list", "POST /flows/", {"name": "{name}", "tags": "x"}, 422, in_body("tags", "type_error.list")),
    Row("a path that is no id", "GET /flows/xyz", status=422, expect={
        **invalid((["path", "id"], "type_error.uuid")), "request_body": None}),
    Row("an id without dashes", "GET /flows/00000000000000000000000000000000", status=404, expect=detail("Flow not found")),
    Row("a limit too high", "POST /flows/filter", {"limit": 201}, 422,
        detail("Invalid limit: must be less than or equal to 200.")),
    Row("a limit below zero", "POST /flows/filter", {"limit": -1}, 422,
        detail("Invalid limit: must be greater than or equal to 0.")),
    Row("a limit of zero", "POST /flows/filter", {"limit": 0}, expect=EMPTY),
    Row("a limit given as text", "POST /flows/filter", {"limit": "1"}, expect=[{"id": SOMETHING}]),
    Row("a limit that is no number", "POST /flows/filter", {"limit": "x"}, 422, in_body("limit", "type_error.integer")),
    Row("an offset below zero", "POST /flows/filter", {"offset": -1}, 422, in_body("offset", "value_error.number.not_ge")),
    Row("null is absent", "POST /flows/filter", {
        "flows": None, "flow_runs": None, "task_runs": None, "deployments": None, "limit": None, "offset": None,
        "sort": None}, expect=A_LIST),
    Row("no body at all", "POST /flows/filter", None, expect=A_LIST),
    Row("an unknown key beside the filters", "POST /flows/filter", {"colour": 1}, expect=A_LIST),
    Row("an unknown key in a filter", "POST /flows/filter", {"flows": {"colour": 1}}, 422,
        in_body("flows.colour", "value_error.extra")),
    Row("an unknown operator", "POST /flows/filter", {"flows": {"name": {"is_": "x"}}}, 422,
        in_body("flows.name.is_", "value_error.extra")),
    Row("an unknown sort", "POST /flows/filter", {"sort": "COLOUR_ASC"}, 422, {
        "exception_detail": [{"loc": ["body", "sort"], "type": "type_error.enum", "ctx": {"enum_values": Any(
            "the four sorts", lambda sorts: sorted(sorts) == ["CREATED_DESC", "NAME_ASC", "NAME_DESC", "UPDATED_DESC"])}}]}),
    Row("a state type in lower case", "POST /flow_runs/{run}/set_state", {"state": {"type": "pending"}}, 422,
        in_body("state.type", "type_error.enum")),
]

FLOWS = [
    Row("made", "POST /flows/", {"name": "{name} 2", "tags": ["a"]}, 201, {"name": "{name} 2", "tags": ["a"],
        "id": SOMETHING, "created": SOMETHING, "updated": SOMETHING}, keep="flow2"),
    Row("made again: unchanged", "POST /flows/", {"name": "{name} 2", "tags": ["b"]}, 200, {"id": "{flow2}", "tags": ["a"]}),
    Row("by id", "GET /flows/{flow2}", expect={"id": "{flow2}"}),
    Row("by name, with a space", "GET /flows/name/{name}%202", expect={"id": "{flow2}"}),
    Row("names are case-sensitive", "GET /flows/name/{name}%202X", status=404, expect=detail("Flow not found")),
    Row("changed", "PATCH /flows/{flow2}", {"tags": ["c"]}, 204, None),
    Row("is changed", "GET /flows/{flow2}", expect={"tags": ["c"]}),
    Row("a name cannot be changed", "PATCH /flows/{flow2}", {"name": "x"}, 422, in_body("name", "value_error.extra")),
    Row("change of an unknown one", "PATCH /flows/{unknown}", {"tags": []}, 404, detail("Flow not found")),
    Row("deleted", "DELETE /flows/{flow2}", None, 204, None),
    Row("deleted twice", "DELETE /flows/{flow2}", None, 404, detail("Flow not found")),
    Row("by unknown id", "GET /flows/{unknown}", status=404, expect=detail("Flow not found")),
    Row("a number is a name", "POST /flows/", {"name": 20001}, (200, 201),
        {"name": "20001"}),
    Row("counted", "POST /flows/count", {}, expect=A_COUNT),
]

FLOW_RUNS = [
    Row("made without a state: pending", "POST /flow_runs/", {"flow_id": "{flow}"}, 201, {
        "state_type": "PENDING", "state_name": "Pending", "work_queue_name": None, "deployment_id": None, "run_count": 0,
        "name": Any("two words", lambda name: "-" in name), "parameters": {}, "context": {}, "tags": [],
        "empirical_policy": {"max_retries": 0, "retry_delay_seconds": 0.0, "retries": None, "retry_delay": None},
        "total_run_time": 0.0, "created_by": None, "auto_scheduled": False}, keep="pending"),
    Row("any first state is taken", "POST /flow_runs/", {"flow_id": "{flow}", "state": {"type": "CRASHED"}}, 201,
        {"state_type": "CRASHED", "start_time": None, "end_time": None}),
    Row("an unknown flow", "POST /flow_runs/", {"flow_id": "{unknown}"}, 409, CONFLICT),
    Row("no flow", "POST /flow_runs/", {"name": "x"}, 500, thrown("Internal Server Error"), rigel=(422, missing("flow_id"))),
    Row("a state without a type", "POST /flow_runs/", {"flow_id": "{flow}", "state": {"name": "x"}}, 500,
        thrown("Internal Server Error"), rigel=(422, missing("state.type"))),
    Row("unknown state details are ignored", "POST /flow_runs/", {
        "flow_id": "{flow}", "state": {"type": "PENDING", "state_details": {"colour": 1}}}, 201),
    Row("an unknown field in a state", "POST /flow_runs/", {"flow_id": "{flow}", "state": {"type": "PENDING", "x": 1}}, 422,
        in_body("state.x", "value_error.extra")),
    Row("a client's time and id of a state are ignored", "POST /flow_runs/", {"flow_id": "{flow}", "state": {
        "type": "RUNNING", "timestamp": "2001-01-01T00:00:00Z", "id": "{unknown}"}}, 201, {"state": {
            "timestamp": Any("now", lambda time: time > "2022"), "id": Any("a new id", bool)}}),
    Row("made with a key", "POST /flow_runs/", {"flow_id": "{flow}", "idempotency_key": "k"}, 201, keep="keyed"),
    Row("made again with the key", "POST /flow_runs/", {"flow_id": "{flow}", "idempotency_key": "k", "name": "other",
        "state": {"type": "FAILED"}}, 200, {"id": "{keyed}", "state_type": "PENDING"}),
    Row("a retry policy in its old words", "POST /flow_runs/", {"flow_id": "{flow}", "empirical_policy": {
        "max_retries": 2, "retry_delay_seconds": 3.0}}, 201, {"empirical_policy": {"retries": 2, "retry_delay": 3}}),
    Row("changed", "PATCH /flow_runs/{pending}", {"name": "new name", "tags": ["t"], "infrastructure_pid": "7"}, 204, None),
    Row("is changed", "GET /flow_runs/{pending}", expect={"name": "new name", "tags": ["t"], "infrastructure_pid": "7"}),
    Row("nothing to change", "PATCH /flow_runs/{pending}", {}, 204, None),
    Row("its flow cannot be changed", "PATCH /flow_runs/{pending}", {"flow_id": "{flow}"}, 422,
        in_body("flow_id", "value_error.extra")),
    Row("unknown", "GET /flow_runs/{unknown}", status=404, expect=detail("Flow run not found")),
    Row("change of an unknown one", "PATCH /flow_runs/{unknown}", {"name": "x"}, 404, detail("Flow run not found")),
    Row("deleted", "DELETE /flow_runs/{pending}", None, 204, None),
    Row("deleted twice", "DELETE /flow_runs/{pending}", None, 404, detail("Flow run not found")),
    Row("a state for an unknown run", "POST /flow_runs/{unknown}/set_state", {"state": {"type": "PENDING"}}, 404,
        thrown("Flow run with id {unknown} not found")),
    Row("no state to set", "POST /flow_runs/{run}/set_state", {}, 422, missing("state")),
    Row("history", "POST /flow_runs/history", {
        "history_start": "2022-01-01T00:00:00Z", "history_end": "2022-01-01T00:02:00Z", "history_interval_seconds": 60},
        expect=[{"interval_start": "2022-01-01T00:00:00+00:00", "interval_end": "2022-01-01T00:01:00+00:00", "states": []},
                {"interval_start": "2022-01-01T00:01:00+00:00", "interval_end": "2022-01-01T00:02:00+00:00", "states": []}]),
    Row("history without an end", "POST /flow_runs/history", {
        "history_start": "2022-01-01T00:00:00Z", "history_interval_seconds": 60}, 422, missing("history_end")),
    Row("history of too short intervals", "POST /flow_runs/history", {
        "history_start": "2022-01-01T00:00:00Z", "history_end": "2022-01-01T00:02:00Z", "history_interval_seconds": 0.5}, 422,
        detail("History interval must not be less than 1 second.")),
    Row("history never has more than 500 intervals", "POST /flow_runs/history", {
        "history_start": "2022-01-01T00:00:00Z", "history_end": "2022-02-01T00:00:00Z", "history_interval_seconds": 1},
        expect=Any("500 intervals", lambda found: len(found) == 500)),
    Row("history of the page", "POST /ui/flow_runs/history", {"flows": {"id": {"any_": ["{flow}"]}}, "limit": 1000},
        expect=Any("runs", lambda found: {"id", "state_type", "timestamp", "duration", "lateness"} <= set(found[0]))),
    Row("graph of an unknown run", "GET /flow_runs/{unknown}/graph", status=404),
    Row("graph", "GET /flow_runs/{done}/graph", expect=[{"id": "{task}", "upstream_dependencies": []}]),
    Row("states", "GET /flow_run_states/?flow_run_id={done}", expect=[{"type": "RUNNING"}, {"type": "COMPLETED"}]),
    Row("states of an unknown run", "GET /flow_run_states/?flow_run_id={unknown}", expect=EMPTY),
    Row("states of no run", "GET /flow_run_states/", status=422, expect=invalid((["query", "flow_run_id"], "value_error.missing"))),
    Row("a state", "GET /flow_run_states/{state}", expect={"id": "{state}", "type": "RUNNING", "name": "Running"}),
    Row("an unknown state", "GET /flow_run_states/{unknown}", status=404, expect=detail("Flow run state not found")),
]

TASK_RUNS = [
    Row("made", "POST /task_runs/", {"flow_run_id": "{done}", "name": "a", "task_key": "k", "dynamic_key": 1, "task_inputs": {
        "x": [{"input_type": "task_run", "id": "{task}"}], "y": [{"input_type": "parameter", "name": "p"}],
        "z": [{"input_type": "constant", "type": "int"}]}}, 201, {
        "dynamic_key": "1", "state_type": "PENDING", "run_count": 0, "flow_run_run_count": 0, "cache_key": None,
        "task_inputs": {"x": [{"input_type": "task_run", "id": "{task}"}], "y": [{"input_type": "parameter", "name": "p"}],
                        "z": [{"input_type": "constant", "type": "int"}]}}, keep="task2"),
    Row("made with inputs that do not say their kind", "POST /task_runs/", {"flow_run_id": "{done}", "name": "u", "task_key": "u",
        "dynamic_key": "0", "task_inputs": {"x": [{"id": "{task}"}], "y": [{"name": "p"}], "z": [{"type": "int"}]}}, 201, {
        "task_inputs": {"x": [{"input_type": "task_run", "id": "{task}"}], "y": [{"input_type": "parameter", "name": "p"}],
                        "z": [{"input_type": "constant", "type": "int"}]}}),
    Row("made again: unchanged", "POST /task_runs/", {"flow_run_id": "{done}", "name": "b", "task_key": "k",
        "dynamic_key": "1", "state": {"type": "RUNNING"}}, 200, {"id": "{task2}", "name": "a", "state_type": "PENDING"}),
    Row("of an unknown run", "POST /task_runs/", {"flow_run_id": "{unknown}", "name": "a", "task_key": "k", "dynamic_key": "1"},
        409, CONFLICT),
    Row("without its keys", "POST /task_runs/", {"flow_run_id": "{done}", "name": "a"}, 500, thrown("Internal Server Error"),
        rigel=(422, invalid((["body", "task_key"], "value_error.missing"), (["body", "dynamic_key"], "value_error.missing")))),
    Row("an input of no kind", "POST /task_runs/", {"flow_run_id": "{done}", "name": "a", "task_key": "k", "dynamic_key": "9",
        "task_inputs": {"x": [{"input_type": "guess"}]}}, 422, {"exception_message": "Invalid request received."}),
    Row("by id", "GET /task_runs/{task2}", expect={"id": "{task2}", "flow_run_id": "{done}"}),
    Row("unknown", "GET /task_runs/{unknown}", status=404, expect=detail("Task not found")),
    Row("cannot be changed", "PATCH /task_runs/{task2}", {"name": "x"}, 405, detail("Method Not Allowed")),
    Row("a state for an unknown one", "POST /task_runs/{unknown}/set_state", {"state": {"type": "RUNNING"}}, 404,
        thrown("Task run with id {unknown} not found")),
    Row("states", "GET /task_run_states/?task_run_id={task2}", expect=[{"type": "PENDING", "state_details": {
        "flow_run_id": "{done}", "task_run_id": "{task2}", "untrackable_result": False}}]),
    Row("an unknown state", "GET /task_run_states/{unknown}", status=404, expect=detail("Flow run state not found")),
    Row("history", "POST /task_runs/history", {
        "history_start": "2022-01-01T00:00:00Z", "history_end": "2022-01-01T01:00:00Z", "history_interval_seconds": "PT1H"},
        expect=[{"states": []}]),
    Row("deleted", "DELETE /task_runs/{task2}", None, 204, None),
    Row("deleted twice", "DELETE /task_runs/{task2}", None, 404, detail("Task not found")),
]

DEPLOYMENTS = [
    Row("made", "POST /deployments/", {"name": "{name}-d", "flow_id": "{flow}", "work_queue_name": "{name}-dq",
        "tags": ["a"], "parameters": {"p": 1}, "schedule": {"interval": 60}, "is_schedule_active": False}, 201, {
        "schedule": {"interval": 60.0, "anchor_date": SOMETHING, "timezone": "UTC"}, "is_schedule_active": False,
        "infra_overrides": {}, "version": None, "created_by": None, "updated_by": None,
        "parameter_openapi_schema": None}, keep="d"),
    Row("made its queue", "GET /work_queues/name/{name}-dq", expect={"concurrency_limit": None, "filter": None}),
    Row("made again: every field anew", "POST /deployments/", {"name": "{name}-d", "flow_id": "{flow}"}, 200, {
        "id": "{d}", "tags": [], "parameters": {}, "schedule": None, "work_queue_name": None, "is_schedule_active": True}),
    Row("without a flow", "POST /deployments/", {"name": "x"}, 500, thrown("Internal Server Error"),
        rigel=(422, missing("flow_id"))),
    Row("without a name", "POST /deployments/", {"flow_id": "{flow}"}, 500, thrown("Internal Server Error"),
        rigel=(422, missing("name"))),
    Row("of an unknown flow", "POST /deployments/", {"name": "x", "flow_id": "{unknown}"}, 409, CONFLICT),
    Row("with an unknown block", "POST /deployments/", {"name": "x", "flow_id": "{flow}", "infrastructure_document_id": "{unknown}"},
        409, detail("Error creating deployment. Could not find infrastructure block with id: {unknown}. This usually occurs when "
                    "applying a deployment specification that was built against a different Prefect database / workspace.")),
    Row("a schedule of no kind", "POST /deployments/", {"name": "x", "flow_id": "{flow}", "schedule": {"often": 1}}, 422,
        {"exception_message": "Invalid request received."}),
    Row("an interval of nothing", "POST /deployments/", {"name": "x", "flow_id": "{flow}", "schedule": {"interval": 0}}, 422),
    Row("a cron text that is none", "POST /deployments/", {"name": "x", "flow_id": "{flow}", "schedule": {"cron": "x"}}, 422),
    Row("an unknown time zone", "POST /deployments/", {"name": "x", "flow_id": "{flow}", "schedule": {
        "cron": "* * * * *", "timezone": "Mars/Base"}}, 422),
    Row("overrides of null", "POST /deployments/", {"name": "x", "flow_id": "{flow}", "infra_overrides": None}, 500,
        rigel=(422, in_body("infra_overrides", "type_error.none.not_allowed"))),
    Row("changed in part", "PATCH /deployments/{d}", {"tags": ["z"], "schedule": {"cron": "0 1 * * *"}}, 204, None),
    Row("is changed", "GET /deployments/{d}", expect={"tags": ["z"], "schedule": {
        "cron": "0 1 * * *", "timezone": None, "day_or": True}}),
    Row("a schedule of null is none", "PATCH /deployments/{d}", {"schedule": None}, 204, None),
    Row("has none", "GET /deployments/{d}", expect={"schedule": None, "tags": ["z"]}),
    Row("a name cannot be changed", "PATCH /deployments/{d}", {"name": "x"}, 422, in_body("name", "value_error.extra")),
    Row("change of an unknown one", "PATCH /deployments/{unknown}", {}, 404, detail("Deployment not found.")),
    Row("change of what is no id", "PATCH /deployments/xyz", {}, 500, rigel=(422, invalid((["path", "id"], "type_error.uuid")))),
    Row("unknown", "GET /deployments/{unknown}", status=404, expect=detail("Deployment not found")),
    Row("by name", "GET /deployments/name/{name}/{name}", expect={"id": "{deployment}"}),
    Row("by unknown name", "GET /deployments/name/{name}/nothing", status=404, expect=detail("Deployment not found")),
    Row("a run of it", "POST /deployments/{deployment}/create_flow_run", {}, 201, {
        "deployment_id": "{deployment}", "work_queue_name": "{name}", "state_type": "PENDING", "auto_scheduled": False}),
    Row("a run of an unknown one", "POST /deployments/{unknown}/create_flow_run", {}, 404, detail("Deployment not found")),
    Row("the schedule is switched off", "POST /deployments/{d}/set_schedule_inactive", None, 200),
    Row("is off", "GET /deployments/{d}", expect={"is_schedule_active": False}),
    Row("the schedule is switched on", "POST /deployments/{d}/set_schedule_active", None, 200),
    Row("is on", "GET /deployments/{d}", expect={"is_schedule_active": True}),
    Row("switch of an unknown one", "POST /deployments/{unknown}/set_schedule_active", None, 404, detail("Deployment not found")),
    Row("planting for an unknown one", "POST /deployments/{unknown}/schedule", None, 200),
    Row("an hourly schedule", "PATCH /deployments/{d}", {"schedule": {
        "interval": 3600, "anchor_date": "2022-01-01T00:00:00+00:00"}, "is_schedule_active": True}, 204),
    Row("runs of the past are planted", "POST /deployments/{d}/schedule", {
        "start_time": "2022-01-01T00:00:00Z", "end_time": "2022-01-01T02:00:00Z", "min_runs": 3}, 200),
    Row("are there", "POST /flow_runs/filter", {"deployments": {"id": {"any_": ["{d}"]}},
        "flow_runs": {"expected_start_time": {"before_": "2022-01-02T00:00:00Z"}}, "sort": "EXPECTED_START_TIME_ASC"}, expect=[
        {"expected_start_time": f"2022-01-01T0{hour}:00:00+00:00", "auto_scheduled": True,
         "idempotency_key": f"scheduled {{d}} 2022-01-01T0{hour}:00:00+00:00"} for hour in range(3)]),
    Row("planted again: not doubled", "POST /deployments/{d}/schedule", {
        "start_time": "2022-01-01T00:00:00Z", "end_time": "2022-01-01T02:00:00Z", "min_runs": 3}, 200),
    Row("still three", "POST /flow_runs/count", {"deployments": {"id": {"any_": ["{d}"]}},
        "flow_runs": {"expected_start_time": {"before_": "2022-01-02T00:00:00Z"}}}, expect=3),
    Row("queues that match by filter", "GET /deployments/{deployment}/work_queue_check", expect=A_LIST),
    Row("deleted", "DELETE /deployments/{d}", None, 204, None),
    Row("its scheduled runs are deleted", "POST /flow_runs/count", {"deployments": {"id": {"any_": ["{d}"]}}}, expect=0),
    Row("deleted twice", "DELETE /deployments/{d}", None, 404, detail("Deployment not found")),
]

WORK_QUEUES = [
    Row("made", "POST /work_queues/", {"name": "{name}-q", "description": None}, 201, {
        "description": "", "is_paused": False, "concurrency_limit": None, "filter": None, "last_polled": None}, keep="q"),
    Row("made again", "POST /work_queues/", {"name": "{name}-q"}, 409, detail("A work queue with this name already exists.")),
    Row("a bad name", "POST /work_queues/", {"name": "a/b"}, 422, in_body("name", "value_error.invalidname")),
    Row("no name", "POST /work_queues/", {}, 409, rigel=(422, missing("name"))),
    Row("made with a semicolon", "POST /work_queues/", {"name": "{name}; a=b"}, 201, {"name": "{name}; a=b"}),
    Row("found by it", "GET /work_queues/name/{name}; a=b", expect={"name": "{name}; a=b"}),
    Row("a limit below zero", "PATCH /work_queues/{q}", {"concurrency_limit": -1}, 204, None,
        rigel=(422, in_body("concurrency_limit", "value_error.number.not_ge"))),
    Row("limited and paused", "PATCH /work_queues/{q}", {"concurrency_limit": 1, "is_paused": True}, 204, None),
    Row("is limited and paused", "GET /work_queues/{q}", expect={"concurrency_limit": 1, "is_paused": True}),
    Row("a limit of null is none", "PATCH /work_queues/{q}", {"concurrency_limit": None}, 204, None),
    Row("has none", "GET /work_queues/{q}", expect={"concurrency_limit": None, "is_paused": True}),
    Row("paused is yes or no", "PATCH /work_queues/{q}", {"is_paused": None}, 422, in_body("is_paused", "type_error.none.not_allowed")),
    Row("yes is true", "PATCH /work_queues/{q}", {"is_paused": "yes"}, 204, None),
    Row("renamed", "PATCH /work_queues/{q}", {"name": "{name}-q2"}, 204, None),
    Row("unknown", "GET /work_queues/{unknown}", status=404, expect=detail("work queue not found")),
    Row("by unknown name", "GET /work_queues/name/{unknown}", status=404, expect=detail("work queue not found")),
    Row("change of an unknown one", "PATCH /work_queues/{unknown}", {"is_paused": True}, 404),
    Row("runs of an unknown one", "POST /work_queues/{unknown}/get_runs", {}, 404, thrown("Work queue with id {unknown} not found.")),
    Row("status of an unknown one", "GET /work_queues/{unknown}/status", status=404, expect=thrown("Work queue with id {unknown} not found")),
    Row("runs due by a time", "POST /work_queues/{queue}/get_runs", {"scheduled_before": "{now}"}, expect=EMPTY),
    Row("runs of the future", "POST /work_queues/{queue}/get_runs", {}, expect=[{"id": "{run}", "work_queue_name": "{name}"}]),
    Row("more runs than allowed", "POST /work_queues/{queue}/get_runs", {"limit": 201}, 422,
        detail("Invalid limit: must be less than or equal to 200.")),
    Row("status", "GET /work_queues/{queue}/status", expect={"healthy": True, "late_runs_count": 0, "last_polled": SOMETHING,
        "health_check_policy": {"maximum_late_runs": 0, "maximum_seconds_since_last_polled": 60}}),
    Row("a poll by the page does not count", "POST /work_queues/{q}/get_runs", {}, headers={"X-PREFECT-UI": "true"}, expect=EMPTY),
    Row("was not polled", "GET /work_queues/{q}", expect={"last_polled": None}),
    Row("renamed to a bad name", "PATCH /work_queues/{q}", {"name": "a/b"}, 204, rigel=(422, in_body("name", "value_error.invalidname"))),
    Row("deleted", "DELETE /work_queues/{q}", None, 204, None),
    Row("deleted twice", "DELETE /work_queues/{q}", None, 404, detail("work queue not found")),
]

def _first_state(scheduled_time):
    return {"flow_id": "{flow}", "state": {"type": "SCHEDULED", "state_details": {"scheduled_time": scheduled_time}}}


def _read_as(time):
    # The answer to the creation may still show the offset that was given.
    instant = Any(time, lambda text: moment(text) == moment(time))
    return {"state": {"state_details": {"scheduled_time": instant}}, "next_scheduled_start_time": instant}


COERCION = [
    *[Row(f"a time written {text}", "POST /flow_runs/", _first_state(text), 201, _read_as(time)) for text, time in (
        ("2022-03-01", "2022-03-01T00:00:00+00:00"),
        ("2022-03-01T02:03:04", "2022-03-01T02:03:04+00:00"),
        ("2022-03-01 02:03:04Z", "2022-03-01T02:03:04+00:00"),
        ("2022-03-01T02:03:04+01:30", "2022-03-01T00:33:04+00:00"),
        ("20220301T020304Z", "2022-03-01T02:03:04+00:00"),
        ("2022-03-01T02:03:04.5Z", "2022-03-01T02:03:04.500000+00:00"),
        ("2022-03-01T02:03:04.123456Z", "2022-03-01T02:03:04.123456+00:00"),
    )],
    *[Row(f"a time that is {text!r}", "POST /flow_runs/", _first_state(text), 422, {
        "exception_message": "Invalid request received."}) for text in (1646100000, "1646100000", "soon", "", {})],
    *[Row(f"an interval of {text!r}", "POST /deployments/", {"name": "{name}-c", "flow_id": "{flow}", "is_schedule_active": False,
        "schedule": {"interval": text}}, (200, 201), {"schedule": {"interval": seconds}}) for text, seconds in (
        (90, 90.0), ("90", 90.0), ("01:30:00", 5400.0), ("1 00:00:00", 86400.0), ("PT1H", 3600.0))],
    Row("an anchor keeps its offset", "POST /deployments/", {"name": "{name}-c", "flow_id": "{flow}", "is_schedule_active": False,
        "schedule": {"interval": 90, "anchor_date": "2022-03-01T02:00:00+02:00"}}, 200, {"schedule": {
        "anchor_date": "2022-03-01T02:00:00+02:00", "timezone": "UTC"}}),
    Row("a limit of a queue as text", "POST /work_queues/", {"name": "{name}-c1", "concurrency_limit": "3"}, 201, {"concurrency_limit": 3}),
    Row("a limit of a queue with a fraction", "POST /work_queues/", {"name": "{name}-c2", "concurrency_limit": 1.5}, 201,
        {"concurrency_limit": 1}),
    Row("on is true", "POST /work_queues/", {"name": "{name}-c3", "is_paused": "on"}, 201, {"is_paused": True}),
    Row("perhaps is not", "POST /work_queues/", {"name": "{name}-c4", "is_paused": "perhaps"}, 422, in_body("is_paused", "type_error.bool")),
    Row("a number among the tags", "POST /flows/", {"name": "{name}-c", "tags": [1]}, 201, {"tags": ["1"]}),
    Row("an id without dashes in a body", "POST /flows/filter", {"flows": {"id": {"any_": ["0" * 32]}}}, expect=EMPTY),
    Row("an id that is none", "POST /flows/filter", {"flows": {"id": {"any_": ["x"]}}}, 422, invalid(
        (["body", "flows", "id", "any_", 0], "type_error.uuid"))),
    Row("letters of any writing", "POST /flows/", {"name": "{name} Straße 流れ 🌊", "tags": ["é"]}, 201, {"name": "{name} Straße 流れ 🌊"}),
    Row("found by such a name", "GET /flows/name/{name}%20Stra%C3%9Fe%20%E6%B5%81%E3%82%8C%20%F0%9F%8C%8A", expect={"tags": ["é"]}),
]

LOGS = [
    Row("written", "POST /logs/", [
        {"name": "n", "level": 20, "message": "one", "timestamp": "2022-01-01T00:00:02Z", "flow_run_id": "{done}"},
        {"name": "n", "level": 40, "message": "two", "timestamp": "2022-01-01T00:00:01Z", "flow_run_id": "{done}",
         "task_run_id": "{task}"}], 201),
    Row("none written", "POST /logs/", [], 201),
    Row("an object where an array is wanted", "POST /logs/", {}, 422, invalid((["body"], "type_error.list"))),
    Row("a log without a message", "POST /logs/", [{"name": "n", "level": 20, "timestamp": "2022-01-01T00:00:00Z",
        "flow_run_id": "{done}"}], 409, rigel=(422, invalid((["body", 0, "message"], "value_error.missing")))),
    Row("read in order", "POST /logs/filter", {"logs": {"flow_run_id": {"any_": ["{done}"]}}}, expect=[
        {"message": "two", "level": 40, "task_run_id": "{task}", "timestamp": "2022-01-01T00:00:01+00:00"}, {"message": "one"}]),
    Row("by level", "POST /logs/filter", {"logs": {"flow_run_id": {"any_": ["{done}"]}, "level": {"ge_": 30}}},
        expect=[{"message": "two"}]),
    Row("by time, latest first", "POST /logs/filter", {"logs": {"flow_run_id": {"any_": ["{done}"]}, "timestamp": {
        "after_": "2022-01-01T00:00:02Z"}}, "sort": "TIMESTAMP_DESC"}, expect=[{"message": "one"}]),
    Row("of a task", "POST /logs/filter", {"logs": {"task_run_id": {"any_": ["{task}"]}}}, expect=[{"message": "two"}]),
    Row("no filter by name", "POST /logs/filter", {"logs": {"name": {"any_": ["n"]}}}, 422, in_body("logs.name", "value_error.extra")),
    Row("levels in order", "POST /logs/filter", {"logs": {"flow_run_id": {"any_": ["{done}"]}}, "sort": "LEVEL_ASC"},
        expect=[{"level": 20}, {"level": 40}]),
]

CONCURRENCY_LIMITS = [
    Row("made", "POST /concurrency_limits/", {"tag": "{name}", "concurrency_limit": 2}, 200, {"tag": "{name}", "active_slots": []},
        keep="limit"),
    Row("by id", "GET /concurrency_limits/{limit}", expect={"concurrency_limit": 2}),
    Row("by tag", "GET /concurrency_limits/tag/{name}", expect={"id": "{limit}"}),
    Row("without a tag", "POST /concurrency_limits/", {"concurrency_limit": 2}, 500, rigel=(422, missing("tag"))),
    Row("listed", "POST /concurrency_limits/filter", {"limit": 200, "offset": 0}, expect=A_LIST),
    Row("deleted", "DELETE /concurrency_limits/{limit}", None, 200),
    Row("deleted twice", "DELETE /concurrency_limits/{limit}", None, 404, detail("Concurrency limit not found")),
    Row("unknown tag", "GET /concurrency_limits/tag/{unknown}", status=404, expect=detail("Concurrency limit not found")),
    Row("unknown tag deleted", "DELETE /concurrency_limits/tag/{unknown}", None, 404, detail("Concurrency limit not found")),
]

PROCESS_CHECKSUM = "sha256:47c4ac364708f4a6f27fb10b18086ad92c0a53fbbdd9ba07c030467067979f84"
SECRETIVE = {"title": "x", "type": "object", "properties": {"key": {"type": "string"}, "open": {"type": "string"}},
             "secret_fields": ["key"], "block_schema_references": {}, "block_type_slug": "{name}"}

BLOCKS = [
    Row("a type", "POST /block_types/", {"name": "{name}", "slug": "{name}", "description": "<b>"}, 201, {
        "is_protected": False, "logo_url": None, "description": "&lt;b&gt;"}, keep="bt"),
    Row("the same type", "POST /block_types/", {"name": "{name}", "slug": "{name}"}, 409,
        detail('Block type with name "{name}" already exists')),
    Row("a reserved name", "POST /block_types/", {"name": "prefectly mine", "slug": "mine"}, 403,
        detail("Block type names beginning with 'Prefect' are reserved.")),
    Row("a slug with capitals", "POST /block_types/", {"name": "x", "slug": "Mine"}, 422, {"exception_message": "Invalid request received."}),
    Row("a type by slug", "GET /block_types/slug/{name}", expect={"id": "{bt}"}),
    Row("an unknown type", "GET /block_types/slug/none-such", status=404, expect=detail("Block type not found")),
    Row("a type changed", "PATCH /block_types/{bt}", {"code_example": "x"}, 204, None),
    Row("a protected type", "DELETE /block_types/{type}", None, 403, detail("protected block types cannot be deleted.")),
    Row("a schema", "POST /block_schemas/", {"block_type_id": "{bt}", "fields": SECRETIVE, "capabilities": ["run"]}, 201, {
        "checksum": Any("a checksum", lambda sum_: sum_.startswith("sha256:")), "version": "non-versioned", "capabilities": ["run"],
        "block_type": {"id": "{bt}"}}, keep="bs"),
    Row("the same schema", "POST /block_schemas/", {"block_type_id": "{bt}", "fields": SECRETIVE, "capabilities": ["run"]}, 200,
        {"id": "{bs}"}),
    Row("a schema of an unknown type", "POST /block_schemas/", {"block_type_id": "{unknown}", "fields": {}}, 404,
        detail("Block type {unknown} not found.")),
    Row("a schema by checksum", "GET /block_schemas/checksum/" + PROCESS_CHECKSUM + "?version=2.6.9", expect={
        "checksum": PROCESS_CHECKSUM, "block_type": {"slug": "process"}}),
    Row("a schema of another version", "GET /block_schemas/checksum/" + PROCESS_CHECKSUM + "?version=0.0.1", status=404,
        expect=detail("Block schema not found")),
    Row("a schema of a protected type", "DELETE /block_schemas/{schema}", None, 403,
        detail("Block schemas for protected block types cannot be deleted.")),
    Row("a document", "POST /block_documents/", {"name": "one", "data": {"key": "k", "open": "o"}, "block_schema_id": "{bs}",
        "block_type_id": "{bt}"}, 201, {"data": {"key": "********", "open": "o"}, "is_anonymous": False}, keep="bd"),
    Row("the same document", "POST /block_documents/", {"name": "one", "data": {}, "block_schema_id": "{bs}", "block_type_id": "{bt}"},
        409, detail("Block already exists")),
    Row("a document without a name", "POST /block_documents/", {"data": {}, "block_schema_id": "{bs}", "block_type_id": "{bt}"}, 422,
        in_body("__root__", "value_error")),
    Row("a document without a name may be anonymous", "POST /block_documents/", {"data": {}, "block_schema_id": "{bs}",
        "block_type_id": "{bt}", "is_anonymous": True}, 201, {"name": Any("a made-up name", lambda n: n.startswith("anonymous-"))}),
    Row("a document of an unknown schema", "POST /block_documents/", {"name": "x", "data": {}, "block_schema_id": "{unknown}",
        "block_type_id": "{bt}"}, 409, CONFLICT),
    Row("secrets when asked for", "GET /block_documents/{bd}?include_secrets=true", expect={"data": {"key": "k", "open": "o"}}),
    Row("secrets when not", "GET /block_documents/{bd}", expect={"data": {"key": "********", "open": "o"}}),
    Row("data are merged", "PATCH /block_documents/{bd}", {"data": {"open": "p"}}, 204, None),
    Row("a hidden secret is no change", "PATCH /block_documents/{bd}", {"data": {"key": "********"}}, 204, None),
    Row("are merged", "GET /block_documents/{bd}?include_secrets=true", expect={"data": {"key": "k", "open": "p"}}),
    Row("data are replaced", "PATCH /block_documents/{bd}", {"data": {"open": "q"}, "merge_existing_data": False}, 204, None),
    Row("are replaced", "GET /block_documents/{bd}?include_secrets=true",
        expect={"data": Any("only what was sent", lambda data: data == {"open": "q"})}),
    Row("by names", "GET /block_types/slug/{name}/block_documents/name/one", expect={"id": "{bd}"}),
    Row("by unknown name", "GET /block_types/slug/{name}/block_documents/name/two", status=404, expect=detail("Block document not found")),
    Row("of a type, anonymous ones left out", "GET /block_types/slug/{name}/block_documents", expect=[{"id": "{bd}"}]),
    Row("of an unknown type", "GET /block_types/slug/none-such/block_documents", status=404, expect=detail("Block type not found")),
    Row("found by type", "POST /block_documents/filter", {"block_documents": {"block_type_id": {"any_": ["{bt}"]}},
        "block_schema_type": None}, expect=[{"id": "{bd}"}]),
    Row("found with the anonymous", "POST /block_documents/filter", {"block_documents": {"block_type_id": {"any_": ["{bt}"]},
        "is_anonymous": None}}, expect=[ANYTHING, ANYTHING]),
    Row("found by capability", "POST /block_schemas/filter", {"block_schemas": {"block_type_id": {"any_": ["{bt}"]},
        "block_capabilities": {"all_": ["run"]}}}, expect=[{"id": "{bs}"}]),
    Row("types found by slug", "POST /block_types/filter", {"block_types": {"slug": {"any_": ["{name}"]}}}, expect=[{"id": "{bt}"}]),
    Row("a document's path that is no id", "GET /block_documents/xyz", status=404, expect=detail("Not Found")),
    Row("an unknown document", "GET /block_documents/{unknown}", status=404, expect=detail("Block document not found")),
    Row("capabilities", "GET /block_capabilities/", expect=Any("the capability", lambda found: "run" in found)),
    Row("system types again", "POST /block_types/install_system_block_types", None, 200),
    Row("a document deleted", "DELETE /block_documents/{bd}", None, 204, None),
    Row("a document deleted twice", "DELETE /block_documents/{bd}", None, 404, detail("Block document not found")),
    Row("a type deleted, with its schemas", "DELETE /block_types/{bt}", None, 204, None),
    Row("its schema is gone", "GET /block_schemas/{bs}", status=404, expect=detail("Block schema not found")),
]

POLICIES = [
    Row("a policy", "POST /flow_run_notification_policies/", {"state_names": ["{name}"], "tags": [], "block_document_id": "{document}"},
        201, {"is_active": True, "message_template": None}, keep="policy"),
    Row("a policy with a wrong placeholder", "POST /flow_run_notification_policies/", {"state_names": [], "tags": [],
        "block_document_id": "{document}", "message_template": "{colour}"}, 422, {"exception_detail": [
            {"msg": "Invalid template variable provided: 'colour'"}]}),
    Row("a policy switched off", "PATCH /flow_run_notification_policies/{policy}", {"is_active": False}, 204, None),
    Row("policies that are off", "POST /flow_run_notification_policies/filter", {"flow_run_notification_policy_filter": {
        "is_active": {"eq_": False}}}, expect=Any("it is there", bool)),
    Row("a policy deleted", "DELETE /flow_run_notification_policies/{policy}", None, 204, None),
    Row("an unknown policy", "GET /flow_run_notification_policies/{policy}", status=404,
        expect=detail("flow run notification policy not found")),
]

SEARCHES = [
    Row("a search", "PUT /saved_searches/", {"name": "{name}", "filters": []}, 201, {"filters": []}, keep="search"),
    Row("the search again", "PUT /saved_searches/", {"name": "{name}", "filters": [
        {"object": "flow", "property": "name", "type": "string", "operation": "equals", "value": "x"}]}, 200, {"id": "{search}"}),
    Row("a search by id", "GET /saved_searches/{search}", expect={"filters": [{"value": "x"}]}),
    Row("searches", "POST /saved_searches/filter", {}, expect=A_LIST),
    Row("a search deleted", "DELETE /saved_searches/{search}", None, 204, None),
    Row("an unknown search", "GET /saved_searches/{search}", status=404, expect=detail("Saved search not found")),
]

ROWS = [*ROOT, *ERRORS, *FLOWS, *FLOW_RUNS, *TASK_RUNS, *DEPLOYMENTS, *WORK_QUEUES, *COERCION, *LOGS, *CONCURRENCY_LIMITS,
        *SEARCHES]
BLOCK_ROWS = [*BLOCKS, *POLICIES]
