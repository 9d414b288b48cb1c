// Refuses YAML that is nested or spun out beyond any honest plan, by its tokens alone, before a tree is built of it.
import { Lexer } from 'yaml';

export const depthLimit = 64;
const tokenLimit = 65_536;
const lineLimit = 50_000;

/** The offset at which the text goes too far and why, or null. Takes time in proportion to the text. */
export function beyondLimits(text: string): { offset: number; message: string } | null {
  const end = lineEnd(text, lineLimit);
  if (end >= 0) return { offset: end + 1, message: `at most ${lineLimit} lines are allowed` };
  let offset = 0;
  let flow = 0;
  let compact = 0;
  let scalar = false;
  for (const token of new Lexer().lex(text)) {
    // Marks of the lexer's own that stand for no text: document start, error end, scalar ahead.
    if (token === '\u0002' || token === '\u0018' || token === '\u001f') {
      scalar = token === '\u001f';
      continue;
    }
    const closes = !scalar && (token === ']' || token === '}');
    // Each would be a fault of its own, and very many faults take the parser seconds.
    if (closes && flow === 0) return { offset, message: 'this closes nothing that is open' };
    if (scalar) scalar = false;
    else if (token === '[' || token === '{') flow++;
    else if (closes) flow--;
    else if (flow === 0 && (token === '-' || token === '?' || token === ':')) compact++;
    else if (token.includes('\n')) compact = 0;
    if (flow > depthLimit || compact > 4 * depthLimit) {
      return { offset, message: `nested too deep; at most ${depthLimit} levels are allowed` };
    }
    if (token.length > tokenLimit) {
      return { offset, message: `one text has ${token.length} characters; at most ${tokenLimit} are allowed` };
    }
    offset += token.length;
  }
  return null;
}

/** Where the line of that number ends; negative where there are no lines after it. */
function lineEnd(text: string, line: number): number {
  let at = -1;
  for (let count = 0; count < line; count++) {
    at = text.indexOf('\n', at + 1);
    if (at < 0) return -1;
  }
  return at + 1 < text.length ? at : -1;
}
