// Reads one expectation, `fact op literal`. Whether the fact exists and the literal fits it is expectation-check.ts's,
// what the expectation means is judge.ts's.
//
//   expectation = path , ( presence | comparison , literal ) ;          (* blanks are free between the parts *)
//   path        = name , { "." , name | "[" , integer , "]" | "[" , string , "]" } ;
//   name        = ( letter | "_" ) , { letter | digit | "_" | "-" } ;
//   presence    = "exists" | "absent" ;
//   comparison  = "==" | "!=" | "<" | "<=" | ">" | ">=" | "contains" | "matches" | "in" ;
//   literal     = scalar | list ;                                       (* "matches" takes a string, "in" a list *)
//   list        = "[" , [ scalar , { "," , scalar } ] , "]" ;
//   scalar      = string | number | "true" | "false" | "null" ;
//   number      = [ "-" ] , integer , [ "." , digits ] , [ ( "e" | "E" ) , [ "+" | "-" ] , digits ] ;
//   string      = '"' , { character | escape } , '"' | "'" , { character | escape } , "'" ;
//   escape      = "\" , ( '"' | "'" | "\" | "/" | "b" | "f" | "n" | "r" | "t" | "u" , 4 * hex ) ;
//
// In the string of "matches" a backslash belongs to the regular expression; only an escaped quote loses it.
import { comparisonOps, presenceOps, type ComparisonOp, type Expectation } from './expectation.ts';
import { patternProblem } from './expectation-pattern.ts';
import type { Json } from './facts.ts';

export type ParsedExpectation =
  | { ok: true; expectation: Expectation }
  /** `offset` counts characters from the start of the text, from 0. */
  | { ok: false; message: string; offset: number };

interface Cursor {
  readonly text: string;
  at: number;
}

class Refusal extends Error {
  readonly offset: number;
  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }
}

/** Parses one expectation. Never throws: what is wrong comes back with its place and what is allowed there. */
export function parseExpectation(text: string): ParsedExpectation {
  const cursor: Cursor = { text, at: 0 };
  try {
    const path = readPath(cursor);
    const op = readOperator(cursor);
    const literal = isPresence(op) ? null : readLiteralOf(cursor, op);
    skipBlanks(cursor);
    if (cursor.at < text.length) {
      throw new Refusal(`${found(cursor)} after the end of the expectation; one expectation a line`, cursor.at);
    }
    return { ok: true, expectation: { text, path, op, literal } };
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, message: error.message, offset: error.offset };
    throw error;
  }
}

function isPresence(op: Expectation['op']): boolean {
  return op === 'exists' || op === 'absent';
}

function skipBlanks(cursor: Cursor): void {
  while (/[ \t\r\n]/.test(cursor.text[cursor.at] ?? '')) cursor.at++;
}

/** Takes what the sticky pattern matches here; null where it does not. */
function take(cursor: Cursor, pattern: RegExp): string | null {
  const sticky = new RegExp(pattern, 'y');
  sticky.lastIndex = cursor.at;
  const match = sticky.exec(cursor.text);
  if (match === null) return null;
  cursor.at += match[0].length;
  return match[0];
}

function found(cursor: Cursor): string {
  const rest = cursor.text.slice(cursor.at);
  if (rest === '') return 'the text ends';
  const word = /^(?:[A-Za-z0-9_-]+|[=!<>~&|]+)/.exec(rest)?.[0] ?? String.fromCodePoint(rest.codePointAt(0) ?? 32);
  return `\`${word.slice(0, 40)}\` stands`;
}

const nameWords = 'a name (letters, digits, "_" and "-")';

function readPath(cursor: Cursor): (string | number)[] {
  skipBlanks(cursor);
  const name = take(cursor, /[A-Za-z_][A-Za-z0-9_-]*/);
  if (name === null) {
    throw new Refusal(
      `${found(cursor)} where a fact's name is expected: fact op literal, e.g. status == 200`,
      cursor.at,
    );
  }
  const path: (string | number)[] = [name];
  for (;;) {
    if (take(cursor, /\./) !== null) {
      const member = take(cursor, /[A-Za-z_][A-Za-z0-9_-]*/);
      if (member === null) {
        throw new Refusal(`${found(cursor)} after "."; allowed: ${nameWords}; others go in ["..."]`, cursor.at);
      }
      path.push(member);
    } else if (take(cursor, /\[/) !== null) {
      path.push(readBracket(cursor));
    } else {
      return path;
    }
  }
}

function readBracket(cursor: Cursor): string | number {
  skipBlanks(cursor);
  const start = cursor.at;
  const quote = cursor.text[cursor.at];
  const step = quote === '"' || quote === "'" ? readString(cursor) : take(cursor, /0|[1-9][0-9]{0,8}/);
  if (step === null) {
    throw new Refusal(`${found(cursor)} inside [ ]; allowed: a position counted from 0, or a "name" in quotes`, start);
  }
  skipBlanks(cursor);
  if (take(cursor, /\]/) === null) throw new Refusal(`${found(cursor)} where "]" is expected`, cursor.at);
  return quote === '"' || quote === "'" ? step : Number(step);
}

const allOps: readonly string[] = [...comparisonOps, ...presenceOps];

function readOperator(cursor: Cursor): Expectation['op'] {
  skipBlanks(cursor);
  const start = cursor.at;
  const op = take(cursor, /[A-Za-z]+|[=!<>]+/);
  if (op === null || !allOps.includes(op)) {
    cursor.at = start;
    throw new Refusal(`${found(cursor)} where an operator is expected; allowed: ${allOps.join(' ')}`, start);
  }
  return op as Expectation['op'];
}

function readLiteralOf(cursor: Cursor, op: Expectation['op']): Json {
  skipBlanks(cursor);
  const start = cursor.at;
  if (op === 'matches') {
    const quote = cursor.text[start];
    if (quote !== '"' && quote !== "'") {
      throw new Refusal(`${found(cursor)} after matches; allowed: a regular expression in quotes`, start);
    }
    const source = readPatternText(cursor, quote);
    const problem = patternProblem(source);
    if (problem !== null) throw new Refusal(problem, start);
    return source;
  }
  const literal = cursor.text[start] === '[' ? readList(cursor) : readScalar(cursor, op);
  if (op === 'in' && (!Array.isArray(literal) || literal.length === 0)) {
    throw new Refusal('in takes a list of at least one value, e.g. [200, 204]', start);
  }
  return literal;
}

function readList(cursor: Cursor): Json[] {
  cursor.at++;
  const list: Json[] = [];
  skipBlanks(cursor);
  if (take(cursor, /\]/) !== null) return list;
  for (;;) {
    skipBlanks(cursor);
    list.push(readScalar(cursor, null));
    skipBlanks(cursor);
    if (take(cursor, /\]/) !== null) return list;
    if (take(cursor, /,/) === null) throw new Refusal(`${found(cursor)} in a list; allowed: "," or "]"`, cursor.at);
  }
}

function readScalar(cursor: Cursor, op: ComparisonOp | 'exists' | 'absent' | null): Json {
  const start = cursor.at;
  const quote = cursor.text[start];
  if (quote === '"' || quote === "'") return readString(cursor);
  const word = take(cursor, /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?(?![A-Za-z0-9_.])|[A-Za-z]+/);
  if (word === 'true') return true;
  if (word === 'false') return false;
  if (word === 'null') return null;
  if (word !== null && /^[-0-9]/.test(word)) {
    if (!Number.isFinite(Number(word))) throw new Refusal(`the number ${word.slice(0, 40)} is too large`, start);
    return Number(word);
  }
  cursor.at = start;
  const after = op === null ? 'in a list' : `after ${op}`;
  const lists = op === null ? '' : ', or a list of these in [ ]';
  throw new Refusal(
    `${found(cursor)} ${after}; allowed: a number, a text in quotes, true, false, null${lists}`,
    cursor.at,
  );
}

const escapes: Record<string, string> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', '"': '"', "'": "'", '\\': '\\', '/': '/' }; // prettier-ignore

function readString(cursor: Cursor): string {
  const start = cursor.at;
  const quote = cursor.text[cursor.at++];
  let value = '';
  for (;;) {
    const character = cursor.text[cursor.at++];
    if (character === undefined) throw new Refusal(`this text has no closing ${quote}`, start);
    if (character === quote) return value;
    value += character === '\\' ? readEscape(cursor) : character;
  }
}

function readEscape(cursor: Cursor): string {
  const start = cursor.at - 1;
  const letter = cursor.text[cursor.at++] ?? '';
  if (letter === 'u') {
    const hex = take(cursor, /[0-9a-fA-F]{4}/);
    if (hex === null) throw new Refusal('\\u takes four hexadecimal digits, e.g. \\u00e9', start);
    return String.fromCharCode(Number.parseInt(hex, 16));
  }
  const plain = Object.hasOwn(escapes, letter) ? escapes[letter] : undefined;
  if (plain === undefined) {
    throw new Refusal(`\\${letter} is no escape; allowed: \\" \\' \\\\ \\/ \\b \\f \\n \\r \\t \\uXXXX`, start);
  }
  return plain;
}

function readPatternText(cursor: Cursor, quote: string): string {
  const start = cursor.at++;
  let source = '';
  for (;;) {
    const character = cursor.text[cursor.at++];
    if (character === undefined) throw new Refusal(`this regular expression has no closing ${quote}`, start);
    if (character === quote) return source;
    if (character !== '\\') {
      source += character;
      continue;
    }
    const next = cursor.text[cursor.at++] ?? '';
    source += next === quote ? quote : `\\${next}`;
  }
}
