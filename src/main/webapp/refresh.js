/**
 * Runs a task now and again and again while the page can be seen: the next run starts when the
 * last one has ended and its pause is over, so there are never two at once. A hidden page rests,
 * and one that is looked at again starts at once.
 *
 * @param task resolves to the pause before its next run, in seconds; never rejects
 */
export function whileVisible(task) {
  let running = false;
  let timer;

  async function run() {
    clearTimeout(timer);
    if (running || document.hidden) {
      return;
    }
    running = true;
    const pause = await task();
    running = false;
    timer = setTimeout(run, pause * 1000);
  }

  document.addEventListener("visibilitychange", run);
  run();
}

/** As Promise.all, but a failure waits for the other calls too: nothing is in flight afterwards. */
export async function together(calls) {
  const results = await Promise.allSettled(calls);
  const failed = results.find((result) => result.status === "rejected");
  if (failed) {
    throw failed.reason;
  }
  return results.map((result) => result.value);
}
