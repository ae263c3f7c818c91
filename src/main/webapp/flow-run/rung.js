/** Of which runs one wants to be told when they end, in this tab. */
const KEY = "rigel.tell";

/** Whether this browser can tell of something outside of its pages. */
export function canRing() {
  return "Notification" in globalThis;
}

/** Whether this tab is to tell of this run. */
export function isRung(run) {
  return rung().includes(run);
}

/** Whether it is from now on. */
export function setRung(run, isOn) {
  const others = rung().filter((one) => one !== run);
  try {
    sessionStorage.setItem(KEY, JSON.stringify(isOn ? [...others, run] : others));
  } catch {
    // a browser that keeps nothing tells nothing
  }
}

function rung() {
  try {
    return JSON.parse(sessionStorage.getItem(KEY)) ?? [];
  } catch {
    return [];
  }
}
