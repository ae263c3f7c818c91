/**
 * How a queue is, in one word and in the sentence that says why; pure. Paused is never unhealthy, and
 * one that was never polled and on which nothing waits is only new.
 */
import { distance, duration, secondsBetween } from "../platform/time.js";

/** `healthy`, `new`, `paused` or `unhealthy`, with why. */
export function healthOf({ work_queue: queue, status, runs, agents }) {
  const waiting = (runs?.late ?? status.late_runs_count) + (runs?.scheduled ?? 0);
  if (queue.is_paused) {
    return { word: "paused", why: waiting ? `${waiting} wait` : "hands out nothing" };
  }
  if (status.condition === "unserved" && !status.last_polled && waiting === 0) {
    return { word: "new", why: "no agent has asked for runs yet" };
  }
  const reasons = [];
  if (status.late_runs_count > 0) {
    reasons.push(`${status.late_runs_count} late`);
  }
  if (status.condition === "full") {
    reasons.push("full");
  }
  if (agents.length === 0) {
    reasons.push(status.last_polled ? `polled ${distance(status.last_polled)}` : "nobody polls");
  }
  const bad = !status.healthy && (status.late_runs_count > 0 || agents.length === 0);
  return { word: bad ? "unhealthy" : "healthy", why: reasons.join(", ") };
}

/** For how long the oldest of a queue's runs has waited; null if none waits. */
export function oldestWait({ oldest_waiting: since }) {
  return since ? duration(Math.max(0, secondsBetween(since, null))) : null;
}

/** How many of a queue's slots are taken; null of a legacy queue with a filter. */
export function taken({ runs }) {
  return runs ? runs.pending + runs.running : null;
}

/** Troubled queues first, then by name. */
export function troubledFirst(queues) {
  const rank = (queue) => (healthOf(queue).word === "unhealthy" ? 0 : 1);
  return [...queues].sort(
    (one, other) =>
      rank(one) - rank(other) || one.work_queue.name.localeCompare(other.work_queue.name),
  );
}
