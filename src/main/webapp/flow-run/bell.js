/**
 * Tells of the end of a run outside of the page. While one waits for it the run is asked for although
 * the tab is hidden, which is when one wants to be told; also while the tab shows another page.
 */
import { flowRuns } from "../api.js";
import { look, picture } from "../element/state.js";
import { say } from "../platform/say.js";
import { hasEnded } from "./actions.js";
import { isRung, setRung } from "./rung.js";

/** Milliseconds between two looks at a run that no page looks at. */
const EVERY = 10_000;

const timers = new Map();

/** Asks the browser, once, whether it may; or takes back what was asked for. */
export async function toggle(run, router) {
  if (isRung(run.id)) {
    stop(run.id);
    return;
  }
  if ((await Notification.requestPermission()) !== "granted") {
    say("The browser does not let this page show notifications. Its settings for this site can allow them.");
    return;
  }
  setRung(run.id, true);
  wait(run.id, router);
}

/** A run was read by its page. */
export function saw(run, router) {
  if (hasEnded(run)) {
    tell(run, router);
  } else {
    wait(run.id, router);
  }
}

/** From the last look on. */
function wait(id, router) {
  clearTimeout(timers.get(id));
  timers.set(id, setTimeout(() => watch(id, router), EVERY));
}

function stop(id) {
  setRung(id, false);
  clearTimeout(timers.get(id));
  timers.delete(id);
}

async function watch(id, router) {
  try {
    saw(await flowRuns.read(id), router);
  } catch (problem) {
    if (problem.status === 404) {
      stop(id);
    } else {
      wait(id, router);
    }
  }
}

function tell(run, router) {
  stop(run.id);
  const { word } = look(run.state_type, run.state_name);
  try {
    const shown = new Notification(`${word} · ${run.name}`, {
      body: run.state?.message ?? "",
      icon: picture(run.state_type, run.state_name),
      tag: run.id,
    });
    shown.onclick = () => {
      focus();
      router.go(`flow-runs/flow-run/${run.id}`);
      shown.close();
    };
  } catch {
    // some browsers of phones leave that to workers
    say(`${run.name} has ended: ${word}.`);
  }
}
