import { look } from "../element/state.js";
import { equal } from "./equal.js";

const seen = (type, name) => Object.values(look(type, name)).join(" ");

export default {
  "each state of the rules has tone, shape and word": () => {
    equal(
      [
        ["SCHEDULED", "Scheduled"], ["SCHEDULED", "Late"], ["SCHEDULED", "AwaitingRetry"], ["PENDING", "Pending"],
        ["RUNNING", "Running"], ["RUNNING", "Retrying"], ["RUNNING", "Rerunning"], ["RUNNING", "Cancelling"],
        ["COMPLETED", "Completed"], ["COMPLETED", "Cached"], ["FAILED", "Failed"], ["CRASHED", "Crashed"],
        ["CANCELLED", "Cancelled"], ["CANCELLED", "Skipped"], ["CANCELLED", "Superseded"], ["CANCELLED", "Missed"],
      ].map(([type, name]) => seen(type, name)),
      [
        "calm clock Scheduled", "late late Late", "late again Retry due", "busy ring Pending",
        "busy turn Running", "busy turn Retrying", "busy turn Rerunning", "late slash Cancelling",
        "good check Completed", "good check Cached", "bad cross Failed", "crash bolt Crashed",
        "calm slash Cancelled", "calm slash Skipped", "calm slash Superseded", "calm slash Missed",
      ],
    );
  },
  "another name keeps its word and has its type's shape": () => equal(seen("FAILED", "Rejected by QA"), "bad cross Rejected by QA"),
  "names of objects in JavaScript are names like others": () => {
    equal(seen("COMPLETED", "constructor"), "good check constructor");
    equal(seen("RUNNING", "toString"), "busy turn toString");
    equal(seen("RUNNING", "__proto__"), "busy turn __proto__");
  },
  "a run without a state says so": () => equal(seen(null, null), "calm ring No state"),
};
