/** JSON as text, with the place of what is wrong in it; browsers say it in words that differ. */

/** `{ value }`, or `{ problem }` with line, column and what was expected there. */
export function readJson(text) {
  try {
    return { value: JSON.parse(text) };
  } catch {
    const { at, expected } = new Scan(text).firstFault();
    const before = text.slice(0, at).split("\n");
    return { problem: `Line ${before.length}, column ${before.at(-1).length + 1}: ${expected}.`, at };
  }
}

/** As it is shown and edited. */
export function writeJson(value) {
  return JSON.stringify(value, null, 2) ?? "";
}

class Fault extends Error {}

const TOKEN = /-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?|true|false|null/y;
const STRING = /"([^"\\\u0000-\u001f]|\\(["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;

class Scan {
  #at = 0;
  #text;

  constructor(text) {
    this.#text = text;
  }

  firstFault() {
    try {
      this.#value();
      this.#space();
      this.#fail("nothing more was expected");
    } catch (fault) {
      if (fault instanceof Fault) {
        return { at: this.#at, expected: fault.message };
      }
      throw fault;
    }
  }

  #value() {
    this.#space();
    switch (this.#text[this.#at]) {
      case "{":
        return this.#all("}", () => {
          this.#take(STRING, "a name in double quotes was expected");
          this.#space();
          this.#char(":");
          this.#value();
        });
      case "[":
        return this.#all("]", () => this.#value());
      case '"':
        return this.#take(STRING, "this text has no end, or a character in it that has to be escaped");
      default:
        return this.#take(TOKEN, this.#at < this.#text.length ? "a value was expected" : "the text ends too early");
    }
  }

  #all(end, one) {
    this.#at++;
    this.#space();
    if (this.#text[this.#at] === end) {
      this.#at++;
      return;
    }
    for (;;) {
      this.#space();
      one();
      this.#space();
      if (this.#text[this.#at] === end) {
        this.#at++;
        return;
      }
      this.#char(",", ` or ${end}`);
    }
  }

  #char(wanted, or = "") {
    if (this.#text[this.#at] !== wanted) {
      this.#fail(`${wanted}${or} was expected`);
    }
    this.#at++;
  }

  #take(token, expected) {
    token.lastIndex = this.#at;
    const found = token.exec(this.#text);
    if (!found || found[0] === "") {
      this.#fail(expected);
    }
    this.#at += found[0].length;
  }

  #space() {
    while (/[ \t\r\n]/.test(this.#text[this.#at] ?? "")) {
      this.#at++;
    }
  }

  #fail(expected) {
    throw new Fault(expected);
  }
}
