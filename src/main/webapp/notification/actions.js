import { notificationPolicies } from "../api.js";
import { act } from "../element/act.js";
import { confirm, say } from "../platform/say.js";
import { sentence } from "./sentence.js";

/** Tells from now on, or no more; what was to be sent already is sent. */
export function setActive(policy, active) {
  return act(
    () => notificationPolicies.update(policy.id, { is_active: active }),
    active ? "It tells of new states from now on." : "It tells no more.",
    () => notificationPolicies.update(policy.id, { is_active: !active }),
  );
}

/** Sends a message about a run that does not exist, and says what came of it. */
export async function test(policy, to) {
  say(`Sending a test to ${to} …`);
  try {
    const { is_sent: isSent, refusal } = await notificationPolicies.test(policy.id);
    say(isSent ? `The test has arrived at ${to}, as far as one can know.` : `The test has not arrived: ${refusal}.`);
  } catch (problem) {
    say(problem.message);
  }
}

/** Asks, and deletes. */
export async function remove(policy, to) {
  const sure = await confirm({
    title: "Delete this notification?",
    text: `${sentence(policy)}, tell ${to}. The block stays. This cannot be taken back.`,
    action: "Delete notification",
  });
  return sure && act(() => notificationPolicies.remove(policy.id), "The notification is deleted.");
}
