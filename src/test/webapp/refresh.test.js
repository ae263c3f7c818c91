import { Refresh } from "../platform/refresh.js";
import { equal } from "./equal.js";

/** A task that a case ends itself. */
function task(pause = null) {
  const ends = [];
  const run = () => new Promise((resolve) => ends.push(() => resolve(pause)));
  return { run, ends, get count() { return ends.length; } };
}

const soon = () => new Promise((resolve) => setTimeout(resolve));

async function hiddenWhile(fact) {
  Object.defineProperty(document, "hidden", { value: true, configurable: true });
  try {
    await fact();
  } finally {
    delete document.hidden;
  }
}

const seenAgain = () => document.dispatchEvent(new Event("visibilitychange"));

export default {
  "it never runs twice at once; who asks meanwhile gets one more run, not many": async () => {
    const one = task();
    const refresh = new Refresh(one.run);
    refresh.now();
    refresh.now();
    refresh.now();
    equal(one.count, 1);
    one.ends[0]();
    await soon();
    equal(one.count, 2);
    one.ends[1]();
    await soon();
    equal(one.count, 2);
    refresh.stop();
  },
  "it runs again after the pause that its task names": async () => {
    const one = task(0.01);
    const refresh = new Refresh(one.run);
    refresh.now();
    one.ends[0]();
    while (one.count < 2) {
      await soon();
    }
    refresh.stop();
  },
  "without a pause it rests until it is told": async () => {
    const one = task(null);
    const refresh = new Refresh(one.run);
    refresh.now();
    one.ends[0]();
    await soon();
    refresh.now();
    equal(one.count, 2);
    refresh.stop();
  },
  "a hidden page rests, and catches up at once when it is seen": async () => {
    const one = task();
    const refresh = new Refresh(one.run);
    await hiddenWhile(async () => {
      refresh.now();
      await soon();
      equal(one.count, 0);
    });
    seenAgain();
    equal(one.count, 1);
    refresh.stop();
  },
  "a window that has the focus again makes it run, but not twice when its tab is seen as well": async () => {
    const one = task();
    const refresh = new Refresh(one.run);
    seenAgain();
    dispatchEvent(new Event("focus"));
    equal(one.count, 1);
    one.ends[0]();
    await soon();
    equal(one.count, 1);
    dispatchEvent(new Event("focus"));
    equal(one.count, 2);
    refresh.stop();
  },
  "one that is stopped never runs again": async () => {
    const one = task(0);
    const refresh = new Refresh(one.run);
    refresh.now();
    refresh.stop();
    one.ends[0]();
    await soon();
    refresh.now();
    seenAgain();
    await soon();
    equal(one.count, 1);
  },
};
