import * as flowRunList from "./flow-run/flow-runs.js";
import { together, whileVisible } from "./refresh.js";
import * as selectedThing from "./selected.js";
import * as workQueueList from "./work-queue/work-queues.js";

/** Seconds between two refreshes. */
const PAUSE = 3;

const freshness = document.getElementById("freshness");
const problemLine = document.getElementById("problem");

whileVisible(async () => {
  try {
    const [selected, queues, runs] = await together([
      selectedThing.load(),
      workQueueList.load(),
      flowRunList.load(),
    ]);
    selectedThing.show(selected);
    workQueueList.show(queues);
    flowRunList.show(runs);
    freshness.textContent = `As of ${new Date().toLocaleTimeString()}`;
    say("");
    return PAUSE;
  } catch (problem) {
    const pause = problem.retryAfter ?? PAUSE;
    say(`${problem.message}; what is shown may be out of date. Next try in ${pause} s.`);
    return pause;
  }
});

/** An alert is read out whenever it is written, so it is written only when it changes. */
function say(text) {
  if (problemLine.textContent !== text) {
    problemLine.textContent = text;
  }
}
