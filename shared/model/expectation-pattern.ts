// Which regular expressions an expectation may use, and how they are searched for: bounded in length, in text and in
// the ways that make backtracking explode. The bounds are a guard against slips, not a proof of linear time.

export const patternLimit = 500;
/** Characters of a text that are searched; the rest is not, and a result that could depend on it is not claimed. */
export const subjectLimit = 65_536;
/** Long repeats (*, +, {n,}, {n,m} with m over 8): each multiplies the time by the length of the text. */
const repeatLimit = 8;
/** Alternatives and short repeats (|, ?, {n,m}): each may double the time. */
const choiceLimit = 16;
const shortRepeat = 8;

/** Why this regular expression is refused, or null. */
export function patternProblem(source: string): string | null {
  if (source.length > patternLimit) {
    return `the regular expression has ${source.length} characters; at most ${patternLimit} are allowed`;
  }
  try {
    new RegExp(source, 'u');
  } catch (error) {
    return `not a regular expression: ${error instanceof Error ? error.message : String(error)}`;
  }
  // Run without the unicode mode, for which JavaScript engines have no linear-time fallback: see searchPattern.
  if (/\\[pP]|\\u\{|[\ud800-\udfff]/.test(source)) {
    return 'a regular expression may not use \\p{...}, \\u{...} or signs beyond U+FFFF';
  }
  return explosion(source);
}

/** How much a part of the pattern may branch; what stands in a repeated group counts as often as it repeats. */
interface Weight {
  repeats: number;
  choices: number;
  alternatives: boolean;
}

/** The pattern has compiled, so this need not be a parser: escapes and classes are skipped whole. */
const token = /\\(?:k<[^>]*>|[^])|\[(?:\\[^]|[^\]\\])*\]|\((?:\?(?:<?[=!]|:|<[^>]*>))?|\)|\||(?:[*+?]|\{[0-9]+(?:,[0-9]*)?\})\??|[^]/gu; // prettier-ignore

const nothing = (): Weight => ({ repeats: 0, choices: 0, alternatives: false });

function explosion(source: string): string | null {
  const outer: Weight[] = [];
  let top = nothing();
  let closed: Weight | null = null;
  for (const [part] of source.matchAll(token)) {
    if (/^\\(?:[1-9]|k<)/.test(part)) return 'a regular expression may not refer back to a group (\\1, \\k<name>)';
    const bounds = boundsOf(part);
    if (bounds !== null && !repeat(top, closed ?? nothing(), bounds)) {
      return 'what holds *, + or | may not itself be repeated without end; write a bound, e.g. {0,5}';
    }
    closed = null;
    if (part.startsWith('(')) {
      outer.push(top);
      top = nothing();
    } else if (part === '|') {
      top.alternatives = true;
    } else if (part === ')') {
      closed = { ...top, choices: top.choices + (top.alternatives ? 1 : 0) };
      top = outer.pop() ?? nothing();
      top.repeats += closed.repeats;
      top.choices += closed.choices;
    }
  }
  if (top.repeats > repeatLimit) {
    return `the regular expression repeats without end ${top.repeats} times; at most ${repeatLimit} are allowed`;
  }
  if (top.choices <= choiceLimit) return null;
  return `the regular expression has ${top.choices} choices (|, ?, {n,m}); at most ${choiceLimit} are allowed`;
}

/** Adds a quantifier's weight; false where it repeats without end what already branches. */
function repeat(top: Weight, inner: Weight, [least, most]: [number, number]): boolean {
  if (most > shortRepeat && least !== most) {
    top.repeats += 1;
    return inner.repeats + inner.choices === 0;
  }
  top.repeats += inner.repeats * (most - 1);
  top.choices += inner.choices * (most - 1) + (least === most ? 0 : 1);
  return true;
}

function boundsOf(part: string): [number, number] | null {
  if (/^[*+]/.test(part)) return [0, Infinity];
  if (part.startsWith('?')) return [0, 1];
  const bounds = /^\{([0-9]+)(,)?([0-9]*)\}/.exec(part);
  if (bounds === null) return null;
  const least = Number(bounds[1]);
  if (bounds[2] === undefined) return [least, least];
  return [least, bounds[3] === '' ? Infinity : Number(bounds[3])];
}

/**
 * Whether the pattern is found in the text, both taken as UTF-16 units. A process that judges should have asked its
 * JavaScript engine for linear time where backtracking runs away (engine/plans/bound-patterns.ts). null where only the part that was searched cannot say: nothing was found
 * in it, or what was found could depend on what follows.
 * @throws SyntaxError where the pattern is none.
 */
export function searchPattern(source: string, text: string): boolean | null {
  const pattern = new RegExp(source);
  if (text.length <= subjectLimit) return pattern.test(text);
  const looksAhead = /\(\?[=!]|\$|\\[bB]/.test(source);
  const match = looksAhead ? null : pattern.exec(text.slice(0, subjectLimit));
  return match !== null && match.index + match[0].length < subjectLimit ? true : null;
}
