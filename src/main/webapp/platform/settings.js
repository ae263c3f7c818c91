/**
 * What this browser keeps, by name, and choices of it that all pages share: colours, whether pages
 * refresh by themselves, and keys.
 */
const PREFIX = "rigel.";

const THEMES = ["light dark", "light", "dark"];
const listeners = new Set();

/** `light dark` (as the system), `light` or `dark`. */
export function theme() {
  const chosen = kept("theme", THEMES[0]);
  return THEMES.includes(chosen) ? chosen : THEMES[0];
}

/** Chooses colours, and draws in them. */
export function setTheme(name) {
  keep("theme", name === THEMES[0] ? null : name);
  applyTheme();
  listeners.forEach((listener) => listener());
}

/** The next one around. */
export function nextTheme() {
  return THEMES[(THEMES.indexOf(theme()) + 1) % THEMES.length];
}

/** Draws in the colours that are chosen. */
export function applyTheme() {
  document.documentElement.style.colorScheme = theme();
}

/** Whether pages refresh by themselves. */
export function isLive() {
  return kept("live", true);
}

/** Lets them, or not. */
export function setLive(live) {
  keep("live", live ? null : false);
  listeners.forEach((listener) => listener());
}

/** Whether single keys do something. */
export function keysAreOn() {
  return kept("keys", true);
}

/** Lets them, or not. */
export function setKeys(on) {
  keep("keys", on ? null : false);
  listeners.forEach((listener) => listener());
}

/** Under which name the filter is kept with which a list opens, as the query of its address. */
export function usualFilter(list) {
  return `usual.${list}`;
}

/** Calls back after each choice. */
export function onChoice(listener) {
  listeners.add(listener);
}

/** Reads; a browser that keeps nothing gives the default. */
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
