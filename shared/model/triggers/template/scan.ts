// Cuts a template into its texts and actions, and an action into tokens, as Go's text/template/parse does.
import { TemplateError } from './go-value.ts';

export interface Token {
  kind: 'text' | 'number' | 'name' | 'variable' | 'field' | 'dot' | 'sign';
  /** What was written; of a text, what it means; of a field or variable, its name. */
  text: string;
  /** Whether white space stands before it: `$a.b` is one operand, `$a .b` are two. */
  apart: boolean;
}

export type Piece = { kind: 'text'; text: string } | { kind: 'action'; tokens: Token[]; from: number; to: number };

const token =
  /(\s+)|"((?:[^"\\\n]|\\[^\n])*)"|`([^`]*)`|'((?:[^'\\\n]|\\[^\n])+)'|([+-]?(?:0[xX][0-9a-fA-F_]+|(?:\d[\d_]*\.?\d*|\.\d+)(?:[eE][+-]?\d+)?))|(\$\w*)|\.([A-Za-z_]\w*)|(\.)|([A-Za-z_]\w*)|(:=|[=|(),])/y;

/** @throws TemplateError where an action does not end, or holds what no action may. */
export function scanTemplate(text: string): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  let trimNext = false;
  for (;;) {
    const from = text.indexOf('{{', at);
    const trimsBefore = from >= 0 && /^-\s/.test(text.slice(from + 2, from + 4));
    let between = text.slice(at, from < 0 ? undefined : from);
    if (trimNext) between = between.replace(/^[ \t\r\n]+/, '');
    if (trimsBefore) between = between.replace(/[ \t\r\n]+$/, '');
    if (between) pieces.push({ kind: 'text', text: between });
    if (from < 0) return pieces;
    const begin = from + (trimsBefore ? 3 : 2);
    const comment = /^\s*\/\*[^]*?\*\/(\s-)?\}\}/.exec(text.slice(begin));
    const { tokens, to, trims } = comment
      ? { tokens: null, to: begin + comment[0].length, trims: comment[1] !== undefined }
      : scanAction(text, begin);
    if (tokens) pieces.push({ kind: 'action', tokens, from, to });
    trimNext = trims;
    at = to;
  }
}

function scanAction(text: string, begin: number): { tokens: Token[]; to: number; trims: boolean } {
  const tokens: Token[] = [];
  let apart = false;
  for (let at = begin; ;) {
    const end = /^(?:\s-)?\}\}/.exec(text.slice(at, at + 4));
    if (end) return { tokens, to: at + end[0].length, trims: end[0].length > 2 };
    token.lastIndex = at;
    const found = token.exec(text);
    if (!found) throw new TemplateError(refusal(text, at));
    at = token.lastIndex;
    const next = tokenOf(found, apart);
    if (next) tokens.push(next);
    apart = next === null;
  }
}

function refusal(text: string, at: number): string {
  const sign = text.charAt(at);
  if (sign === '') return 'unclosed action';
  if (sign === '"') return 'unterminated quoted string';
  if (sign === '`') return 'unterminated raw quoted string';
  return `unexpected ${JSON.stringify(sign)} in an action`;
}

function tokenOf(found: RegExpExecArray, apart: boolean): Token | null {
  const [, space, quoted, raw, character, number, variable, field, dot, name, sign] = found;
  if (space !== undefined) return null;
  if (quoted !== undefined) return { kind: 'text', text: unquoted(quoted), apart };
  if (raw !== undefined) return { kind: 'text', text: raw, apart };
  if (character !== undefined) {
    return { kind: 'number', text: String(unquoted(character).codePointAt(0) ?? 0), apart };
  }
  if (number !== undefined) return { kind: 'number', text: number.replaceAll('_', ''), apart };
  if (variable !== undefined) return { kind: 'variable', text: variable, apart };
  if (field !== undefined) return { kind: 'field', text: field, apart };
  if (dot !== undefined) return { kind: 'dot', text: '.', apart };
  if (name !== undefined) return { kind: 'name', text: name, apart };
  return { kind: 'sign', text: sign ?? '', apart };
}

const escapes: Record<string, string> = { a: '\u0007', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' };
const escape = /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{3})|([^]))/gu;

function unquoted(text: string): string {
  return text.replaceAll(escape, (_, x?: string, u?: string, long?: string, octal?: string, sign = '') => {
    const hex = x ?? u ?? long;
    if (hex !== undefined) return String.fromCodePoint(Math.min(Number.parseInt(hex, 16), 0x10_ffff));
    if (octal !== undefined) return String.fromCodePoint(Number.parseInt(octal, 8));
    if (escapes[sign]) return escapes[sign];
    if (/["'\\]/.test(sign)) return sign;
    throw new TemplateError(`\\${sign} is no escape in a quoted text`);
  });
}
