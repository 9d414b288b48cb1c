// Reads foreign text as JSON where it is JSON, within a depth that everything behind it can walk.
import type { Json } from '#shared/model/facts.ts';

const deepest = 200;

/**
 * The JSON in a text; undefined where there is none, or it is nested deeper than 200.
 * Tried where the type says JSON or the text begins like an object or a list: a number on a text page is not JSON.
 */
export function jsonOf(text: string, contentType: string): Json | undefined {
  const first = text.charCodeAt(0);
  const looksLike = first === 0x7b || first === 0x5b || /^\s+[[{]/.test(text.slice(0, 100));
  if ((!looksLike && !contentType.endsWith('json')) || isTooDeep(text)) return undefined;
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined; // Not JSON: the fact is absent.
  }
}

/** Counts brackets outside of texts; on what is not JSON it may be wrong either way, which does no harm. */
function isTooDeep(text: string): boolean {
  if (text.length < deepest) return false;
  let depth = 0;
  let inText = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (inText) {
      if (code === 0x5c) at++;
      else if (code === 0x22) inText = false;
    } else if (code === 0x22) inText = true;
    else if (code === 0x7b || code === 0x5b) {
      if (++depth > deepest) return true;
    } else if (code === 0x7d || code === 0x5d) depth--;
  }
  return false;
}
