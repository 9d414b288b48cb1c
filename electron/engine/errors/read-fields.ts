// Single fields of what producers send, read strictly or refused with the place and what is allowed.
import { severityNumbers, severityOf, severityOfNumber, type ErrorSeverity } from '#shared/model/errors/error-class.ts';
import type { Json } from '#shared/model/facts.ts';
import { typeWords } from '#shared/model/json-words.ts';
import { EnvelopeRefused } from './refusal.ts';

export type Members = Record<string, unknown>;
const deepest = 12;
const mostMembers = 2000;

export function isMap(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const invalid = (words: string): EnvelopeRefused => new EnvelopeRefused('schema_invalid', words);

/** A text of 1 to `limit` characters; null where the field is absent or null. A longer one is cut where `cut`. */
export function textIn(of: Members, name: string, limit: number, cut = false): string | null {
  const value = of[name];
  if (value === undefined || value === null || value === '') return null;
  if (typeof value !== 'string') throw invalid(`${name} is ${typeWords(value)}; it must be a text`);
  if (value.length <= limit) return value.toWellFormed();
  if (cut) return `${value.slice(0, limit - 1).toWellFormed()}…`;
  throw invalid(`${name} has ${value.length} characters; at most ${limit} are taken`);
}

export function requiredText(of: Members, name: string, limit: number, cut = false): string {
  const text = textIn(of, name, limit, cut);
  if (text === null) throw invalid(`${name} is missing; it is required`);
  return text;
}

/** An id: letters, digits and `. _ : @ / -`, so that no sentence is passed for one. Numbers are taken as their digits. */
export function idIn(of: Members, name: string): string | null {
  const value = of[name];
  const text = typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : textIn(of, name, 128);
  if (text !== null && !/^[\w.:@/-]+$/.test(text)) throw invalid(`${name} must be made of letters, digits and . _ : @ / - only`); // prettier-ignore
  return text;
}

/** Epoch milliseconds of an ISO 8601 time (UTC where it names no zone) or of epoch seconds, ms, µs or ns; null where absent. */
export function timeIn(of: Members, name: string): number | null {
  const value = of[name];
  if (value === undefined || value === null) return null;
  if (typeof value === 'number' && Number.isFinite(value) && value > 0) return Math.round(inMs(value));
  if (typeof value === 'string' && value.length <= 40) {
    const zoned = /(z|[+-]\d\d:?\d\d)$/i.test(value) ? value : `${value}Z`;
    const at = Date.parse(zoned.replace(' ', 'T'));
    if (!Number.isNaN(at)) return at;
  }
  throw invalid(`${name} is no time; ISO 8601 is taken, or epoch seconds, milliseconds, microseconds or nanoseconds`);
}

function inMs(value: number): number {
  if (value > 1e17) return value / 1e6;
  if (value > 1e14) return value / 1e3;
  return value > 1e11 ? value : value * 1e3;
}

/** The severity by name or by number of OpenTelemetry; a number beside a name is kept. */
export function severityIn(of: Members): { severity: ErrorSeverity; severityNumber: number } {
  const given = of['severity_number'];
  const number = typeof given === 'number' && Number.isInteger(given) && given >= 1 && given <= 24 ? given : null;
  const name = textIn(of, 'severity', 16);
  if (name === null) {
    if (number === null) throw invalid('severity is missing; it is required');
    return { severity: severityOfNumber(number), severityNumber: number };
  }
  const severity = severityOf(name);
  if (severity === null) throw invalid(`severity must be one of ${Object.keys(severityNumbers).join(', ')}`);
  const agrees = number !== null && severityOfNumber(number) === severity;
  return { severity, severityNumber: agrees ? number : severityNumbers[severity] };
}

/** The list under `name`, empty where absent; longer ones than `limit` are cut at their end. */
export function listIn(of: Members, name: string, limit: number): unknown[] {
  const value = of[name];
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw invalid(`${name} is ${typeWords(value)}; it must be a list`);
  return value.slice(0, limit);
}

/** @throws EnvelopeRefused for a value nested deeper than 12 or with more than 2,000 members: both only ever by mistake. */
export function checkDepth(value: unknown): void {
  let members = 0;
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > deepest) throw new EnvelopeRefused('too_large', `it is nested deeper than ${deepest} levels`);
    const next: unknown[] = [];
    for (const one of level) {
      if (typeof one !== 'object' || one === null) continue;
      for (const member of Object.values(one)) next.push(member);
      members = next.length + members;
      if (members > mostMembers) throw new EnvelopeRefused('too_large', `it has more than ${mostMembers} members`);
    }
    level = next;
  }
}

/** The value with the members of maps in order, so that the same content is the same text. Depth must have been checked. */
export function canonical(value: unknown): Json {
  if (Array.isArray(value)) return value.map(canonical);
  if (isMap(value)) {
    const ordered = Object.keys(value).sort(); // prettier-ignore
    return Object.fromEntries(ordered.map((name) => [name.toWellFormed(), canonical(value[name])]));
  }
  if (typeof value === 'string') return value.toWellFormed();
  return typeof value === 'number' || typeof value === 'boolean' ? value : null;
}
