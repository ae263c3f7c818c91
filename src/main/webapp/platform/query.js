/**
 * What the part of an address behind `?` says; repeated names mean any of them. Names that nobody
 * knows are kept.
 */
export class Query {
  #params;

  constructor(search) {
    this.#params = new URLSearchParams(search);
  }

  /** The first value of a name, or a default. */
  one(name, otherwise = "") {
    return this.#params.get(name) ?? otherwise;
  }

  /** All values of a name. */
  all(name) {
    return this.#params.getAll(name);
  }

  /** The same with these names changed: a text, a list, or null for none. */
  with(changes) {
    const params = new URLSearchParams(this.#params);
    for (const [name, value] of Object.entries(changes)) {
      params.delete(name);
      [value ?? []].flat().forEach((one) => one !== "" && params.append(name, one));
    }
    return new Query(params);
  }

  /** Behind a path: empty, or with its `?`. */
  toString() {
    const text = this.#params.toString();
    return text && `?${text}`;
  }
}
