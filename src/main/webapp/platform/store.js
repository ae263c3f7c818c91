/** What this browser keeps, by name; a browser that keeps nothing gives the default. */
const PREFIX = "rigel.";

/** Reads. */
export function kept(name, otherwise) {
  try {
    const text = localStorage.getItem(PREFIX + name);
    return text === null ? otherwise : JSON.parse(text);
  } catch {
    return otherwise;
  }
}

/** Writes; null forgets. */
export function keep(name, value) {
  try {
    if (value === null) {
      localStorage.removeItem(PREFIX + name);
    } else {
      localStorage.setItem(PREFIX + name, JSON.stringify(value));
    }
  } catch {
    // a private window, or no room: then it is for this visit only
  }
}
