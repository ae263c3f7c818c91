/** Choices of this browser that all pages share: colours, whether pages refresh by themselves, and keys. */
import { keep, kept } from "./store.js";

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

/** Calls back after each choice. */
export function onChoice(listener) {
  listeners.add(listener);
}
