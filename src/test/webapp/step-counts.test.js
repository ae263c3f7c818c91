import { counts } from "../flow-run/timeline.js";
import { equal } from "./equal.js";

export default {
  "one is no many": () => equal(counts({ read_count: 133, write_count: 1, commit_count: 1, rollback_count: 1 }), "133 read, 1 written, 1 commit, 1 rollback"),
  "nothing is said of nothing": () => equal(counts({ read_count: 0 }), ""),
};
