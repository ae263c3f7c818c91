/**
 * What an object has itself under a name that came from somewhere else: from an address, a user or the
 * server. What every object has, such as `constructor`, is not meant; undefined for that and for no object.
 */
export function own(object, name) {
  return object !== null && object !== undefined && Object.hasOwn(object, name) ? object[name] : undefined;
}
