// Judges facts against expectations: the one place that decides pass, fail or inconclusive, so that a record can be
// judged again later. It looks at nothing but its arguments and never throws.
import { showPath } from './expectation-check.ts';
import { searchPattern, subjectLimit } from './expectation-pattern.ts';
import type { Expectation } from './expectation.ts';
import type { Facts, Json } from './facts.ts';
import { equalJson, listInWords, showJson, typeWords } from './json-words.ts';
import type { Check } from './run.ts';

/** Recorded with every run. To be raised with every change that may judge differently; judge-version.json pins it. */
export const judgeVersion = 'facts/3';

/** Why the facts are not enough evidence, in words: all that are absent, or those named alone; null when they are. */
export type Insufficiency = string | Readonly<Record<string, string>> | null;

export interface JudgeContext {
  /** See Probe.insufficient. */
  insufficient: Insufficiency;
}

export interface Judgement {
  outcome: 'pass' | 'fail' | 'inconclusive';
  /** What was seen against what was expected, in a sentence. */
  reason: string;
  /** One for each expectation, in their order. */
  checks: Check[];
}

interface Finding {
  expectation: Expectation;
  met: boolean | null;
  /** Why it is not met or not known, without the fact's name; empty when met. */
  words: string;
  seen: Json | undefined;
}

/**
 * Judges what was seen.
 * - No expectations: inconclusive. Any unmet: fail. Otherwise any that cannot be said: inconclusive. Otherwise pass.
 * - An absent fact meets only `absent`, and that only where the look got to see: with a `failure` among the facts, or with
 *   insufficient evidence, it is unknown. What absence leaves unmet is a failure, or unknown with insufficient evidence.
 *   Evidence may be insufficient for some facts alone; the others are then judged as if it were not.
 * - NaN and the infinities meet no comparison; a value of another type than the literal meets none either, except that
 *   anything may be compared with null by == and !=.
 */
export function judge(facts: Facts, expectations: readonly Expectation[], context: JudgeContext): Judgement {
  if (expectations.length === 0) {
    return { outcome: 'inconclusive', reason: 'nothing is expected of it, so nothing is proven', checks: [] };
  }
  const findings = expectations.map((expectation) => examine(facts, expectation, context));
  const checks = findings.map(toCheck);
  const unmet = findings.filter((finding) => finding.met === false);
  if (unmet.length > 0) return { outcome: 'fail', reason: unmetWords(unmet, facts), checks };
  const unknown = findings.filter((finding) => finding.met === null);
  if (unknown.length > 0) return { outcome: 'inconclusive', reason: unknownWords(unknown, facts, context), checks };
  return { outcome: 'pass', reason: seenWords(findings), checks };
}

function examine(facts: Facts, expectation: Expectation, context: JudgeContext): Finding {
  const seen = valueAt(facts, expectation.path);
  const finding = { expectation, seen };
  if (seen === undefined) {
    if (expectation.op === 'absent')
      return { ...finding, met: whyUnseen(facts, expectation, context) === null ? true : null, words: '' };
    return { ...finding, met: whyInsufficient(expectation, context) === null ? false : null, words: '' };
  }
  const answer = compare(seen, expectation);
  if (answer === true) return { ...finding, met: true, words: '' };
  return { ...finding, met: answer === null ? null : false, words: answer ?? beyondWords };
}

function whyInsufficient({ path }: Expectation, { insufficient }: JudgeContext): string | null {
  if (insufficient === null || typeof insufficient === 'string') return insufficient;
  const name = String(path[0]);
  return Object.hasOwn(insufficient, name) ? (insufficient[name] ?? null) : null;
}

/** Why the look did not get to see what may be there; null where it did, so that what is absent is not there. */
function whyUnseen(facts: Facts, expectation: Expectation, context: JudgeContext): string | null {
  const insufficient = whyInsufficient(expectation, context);
  if (insufficient !== null) return insufficient;
  const failure = facts['failure'];
  return typeof failure === 'string' ? showFailure(failure) : null;
}

const beyondWords = `does not match in its first ${subjectLimit} characters, and the rest was not searched`;

/** What stands at the path; undefined where nothing does. Inherited members are not seen. */
export function valueAt(facts: Facts, path: readonly (string | number)[]): Json | undefined {
  let value: Json | undefined = facts;
  for (const step of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
    if (Array.isArray(value) !== (typeof step === 'number')) return undefined;
    value = (value as Record<string | number, Json | undefined>)[step];
  }
  return value;
}

/** true: met. Words: unmet, and what is seen instead. null: it cannot be said. */
function compare(seen: Json, { op, literal }: Expectation): true | string | null {
  if (op === 'exists') return true;
  if (op === 'absent') return `is ${showJson(seen)}, expected to be absent`;
  if (typeof seen === 'number' && !Number.isFinite(seen)) {
    return `is ${Number.isNaN(seen) ? 'not a number (NaN)' : `not finite (${seen})`}, expected ${wanted(op, literal)}`;
  }
  if (op === 'matches') return matches(seen, literal);
  const mismatch = typeMismatch(seen, op, literal);
  if (mismatch !== null) return `is ${showJson(seen)}, which is ${typeWords(seen)}; ${mismatch}`;
  if (holds(seen, op, literal)) return true;
  return `is ${showJson(seen)}, expected ${wanted(op, literal)}`;
}

function matches(seen: Json, literal: Json): true | string | null {
  if (typeof seen !== 'string' || typeof literal !== 'string') {
    return `is ${showJson(seen)}, which is ${typeWords(seen)}; matches takes a text`;
  }
  try {
    const found = searchPattern(literal, seen);
    return found === false ? `is ${showJson(seen)}, expected to match ${showJson(literal)}` : found;
  } catch {
    return `cannot be matched: ${showJson(literal)} is not a regular expression`;
  }
}

function typeMismatch(seen: Json, op: Expectation['op'], literal: Json): string | null {
  if (op === 'contains') {
    if (typeof seen === 'string')
      return typeof literal === 'string' ? null : `a text contains text, not ${typeWords(literal)}`;
    return typeof seen === 'object' && seen !== null ? null : 'contains takes a text, a list or a map';
  }
  if (op === 'in') return Array.isArray(literal) ? null : `in takes a list, not ${typeWords(literal)}`;
  if (op === '==' || op === '!=') {
    if (seen === null || literal === null || typeWords(seen) === typeWords(literal)) return null;
    return `expected ${wanted(op, literal)}, which is ${typeWords(literal)}`;
  }
  return typeof seen === 'number' && typeof literal === 'number'
    ? null
    : `expected a number ${op} ${showJson(literal)}`;
}

function holds(seen: Json, op: Expectation['op'], literal: Json): boolean {
  if (op === '==') return equalJson(seen, literal);
  if (op === '!=') return !equalJson(seen, literal);
  if (op === 'in') return (literal as Json[]).some((one) => equalJson(seen, one));
  if (op === 'contains') {
    if (typeof seen === 'string') return seen.includes(literal as string);
    if (Array.isArray(seen)) return seen.some((one) => equalJson(one, literal));
    return typeof literal === 'string' && Object.hasOwn(seen as object, literal);
  }
  const [left, right] = [seen as number, literal as number];
  if (op === '<') return left < right;
  if (op === '<=') return left <= right;
  return op === '>' ? left > right : left >= right;
}

function wanted(op: Expectation['op'], literal: Json): string {
  const value = showJson(literal);
  if (op === '==') return value;
  if (op === '!=') return `anything but ${value}`;
  if (op === 'in') return `one of ${value}`;
  return op === 'contains' || op === 'matches'
    ? `to ${op === 'contains' ? 'contain' : 'match'} ${value}`
    : `${op} ${value}`;
}

function toCheck({ expectation, met, seen }: Finding): Check {
  const check: Check = { text: expectation.text, met };
  return seen === undefined ? check : { ...check, seen: kept(seen) };
}

/** Scalars as they are; what is large, and what JSON cannot hold, as words: the whole stands among the facts. */
function kept(seen: Json): Json {
  if (typeof seen === 'number' && !Number.isFinite(seen)) return String(seen);
  if (seen === null || typeof seen === 'boolean' || typeof seen === 'number') return seen;
  if (typeof seen === 'string' && seen.length <= 500) return seen;
  return showJson(seen, 500);
}

function unmetWords(unmet: readonly Finding[], facts: Facts): string {
  const absent = namesOf(unmet.filter((finding) => finding.seen === undefined));
  const others = unmet.filter((finding) => finding.seen !== undefined);
  const parts = others.map(
    ({ expectation, words }) => `${showPath(expectation.path)} ${words}${detailOf(facts, expectation)}`,
  );
  if (absent.length > 0) {
    const why = typeof facts['failure'] === 'string' ? `${showFailure(facts['failure'])}; ` : '';
    parts.unshift(`${why}${listInWords(absent)} ${absent.length === 1 ? 'was' : 'were'} not seen`);
  }
  return parts.join('; ');
}

/** What the probe says about the fact, e.g. where the first gap is: a text under the fact's name in `details`. */
function detailOf(facts: Facts, { path }: Expectation): string {
  const detail = valueAt(facts, ['details', path[0] ?? '']);
  return typeof detail === 'string' ? ` (${showFailure(detail)})` : '';
}

/** Failures are sentences of the probe's own; only their length is not trusted. */
function showFailure(failure: string): string {
  return failure.length <= 300 ? failure : `${failure.slice(0, 299)}…`;
}

function unknownWords(unknown: readonly Finding[], facts: Facts, context: JudgeContext): string {
  const absent = unknown.filter((finding) => finding.seen === undefined);
  const byReason = Map.groupBy(absent, ({ expectation }) => whyUnseen(facts, expectation, context));
  const unseen = [...byReason].map(
    ([why, findings]) => `${why ?? 'not enough evidence'}, so ${listInWords(namesOf(findings))} cannot be judged`,
  );
  const parts = unknown
    .filter((finding) => finding.seen !== undefined)
    .map((finding) => `${showPath(finding.expectation.path)} ${finding.words}`);
  return [...unseen, ...parts].join('; ');
}

function seenWords(findings: readonly Finding[]): string {
  const parts = findings.map(({ expectation, seen }) => {
    const name = showPath(expectation.path);
    return seen === undefined ? `${name} absent` : `${name} ${showJson(seen)}`;
  });
  return [...new Set(parts)].join(', ');
}

function namesOf(findings: readonly Finding[]): string[] {
  return [...new Set(findings.map((finding) => showPath(finding.expectation.path)))];
}
