/** Words that come from somewhere else: from an address, a user or the server. */

/**
 * What an object has itself under a name. What every object has, such as `constructor`, is not meant;
 * undefined for that and for no object.
 */
export function own(object, name) {
  return object !== null && object !== undefined && Object.hasOwn(object, name) ? object[name] : undefined;
}

/** A word as a shell takes it. */
export function quoted(word) {
  return /^[\w.,:/@=+-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
