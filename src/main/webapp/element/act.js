import { say } from "../platform/say.js";

/**
 * Does something for the user and says what came of it: the server's words when it refuses.
 *
 * @param undo takes it back; null if it cannot be
 * @returns whether it was done
 */
export async function act(action, said, undo = null) {
  try {
    await action();
  } catch (problem) {
    say(problem.message);
    return false;
  }
  say(said, undo);
  return true;
}
