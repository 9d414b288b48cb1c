// Where a text stops being JSON: the engine's own parser does not always say. Asked only when that has refused the text.

export interface JsonFault {
  offset: number;
  /** What was expected there. */
  expected: string;
}

const space = /[ \t\n\r]*/y;
const literal = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const escape = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

/** Where the quoted text that begins there has ended; null where it does not, or has something that no text may have. */
function textEnd(text: string, start: number): number | null {
  let at = start + 1;
  // Sign by sign: a pattern would run out of stack on a text of megabytes.
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === 0x22) return at + 1;
    if (code < 0x20) return null;
    if (code !== 0x5c) {
      at++;
      continue;
    }
    escape.lastIndex = at;
    if (!escape.test(text)) return null;
    at = escape.lastIndex;
  }
  return null;
}

/** The first fault, or null where the text is JSON. Nesting is bounded by the caller. */
export function jsonFault(text: string): JsonFault | null {
  let at = 0;
  const skip = (): void => {
    space.lastIndex = at;
    space.test(text);
    at = space.lastIndex;
  };
  const take = (pattern: RegExp): boolean => {
    pattern.lastIndex = at;
    if (!pattern.test(text)) return false;
    at = pattern.lastIndex;
    return true;
  };
  const takeText = (): boolean => {
    const end = textEnd(text, at);
    at = end ?? at;
    return end !== null;
  };
  const fault = (expected: string): JsonFault => ({ offset: at, expected });
  const members = (close: string, member: () => JsonFault | null): JsonFault | null => {
    at++;
    skip();
    if (text[at] === close) {
      at++;
      return null;
    }
    for (;;) {
      const wrong = member();
      if (wrong !== null) return wrong;
      skip();
      if (text[at] === close) {
        at++;
        return null;
      }
      if (text[at] !== ',') return fault(`a comma or ${close}`);
      at++;
      skip();
    }
  };
  const value = (): JsonFault | null => {
    if (text[at] === '{') return members('}', pair);
    if (text[at] === '[') return members(']', value);
    if (text[at] === '"') return takeText() ? null : fault('a text that ends with " and has no line break in it');
    return take(literal) ? null : fault('a value');
  };
  const pair = (): JsonFault | null => {
    if (text[at] !== '"') return fault('a name in double quotes');
    if (!takeText()) return fault('a name that ends with "');
    skip();
    if (text[at] !== ':') return fault('a colon');
    at++;
    skip();
    return value();
  };
  skip();
  const wrong = value();
  if (wrong !== null) return wrong;
  skip();
  return at < text.length ? fault('nothing more') : null;
}
