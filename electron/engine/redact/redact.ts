// Replaces secrets before anything is kept or shown: by the name they stand under, by their shape, and by exact value.
// What it cannot recognise it leaves; it never fails and never lengthens the work beyond one pass per rule.
import type { Json } from '#shared/model/facts.ts';
import { exactPattern } from './exact-secrets.ts';
import { isSecretName, namedSecrets } from './secret-names.ts';
import { hideRandomWords, hideShapes } from './secret-shapes.ts';

export const redacted = '[redacted]';

export interface Redactor {
  /** The text with each secret replaced, and how many were. */
  text: (text: string) => { text: string; redactions: number };
  /** The same value, or a copy in which secrets are replaced; values under secret names whole, names kept. */
  value: (value: Json) => Json;
}

export interface RedactorOptions {
  /** Values that must never be kept, in whatever encoding; shorter ones than four characters are not looked for. */
  secrets?: readonly string[];
}

// Nothing is replaced in a text in which this finds nothing: nearly all texts cost one search.
const trigger =
  /authoriz|cookie|token|secret|passw|passphrase|pwd|key|credential|auth|signature|session|bearer|basic|eyJ|-----BEGIN|A[KSRIGBC][IOPC]A|AIza|ya29\.|GOCSPX|gh[pousr]_|github_pat|glpat|xox|hooks\.slack|[srp]k_|sk-|npm_|SG\.|:\/\/[^\s/]*@/i;
/** Deeper values cannot have been read from a text that Ready Room takes; they are replaced whole. */
const deepest = 500;

export function createRedactor(options: RedactorOptions = {}): Redactor {
  const exact = exactPattern(options.secrets ?? []);
  const hideIn = (text: string): { text: string; redactions: number } => {
    let redactions = 0;
    const hide = (): string => {
      redactions++;
      return redacted;
    };
    let hidden = exact ? text.replace(exact, hide) : text;
    if (trigger.test(hidden)) hidden = hideRandomWords(hideShapes(hideNamed(hidden, hide), hide), hide);
    return { text: hidden, redactions };
  };
  const nameOf = rememberNames(hideIn);
  const hideWithin = (value: Json, depth: number, secret: boolean): Json => {
    if (typeof value === 'string') return secret && value !== '' ? redacted : hideIn(value).text;
    if (typeof value === 'number') return secret && Math.abs(value) >= 100_000 ? redacted : value;
    if (value === null || typeof value === 'boolean') return value;
    if (depth > deepest) return redacted;
    if (Array.isArray(value)) return sameOrMapped(value, (member) => hideWithin(member, depth + 1, secret));
    return hideInObject(value, (member, named) => hideWithin(member, depth + 1, secret || named), nameOf);
  };
  return { text: hideIn, value: (value) => hideWithin(value, 0, false) };
}

function hideNamed(text: string, hide: () => string): string {
  let out = '';
  let done = 0;
  for (const { from, to } of namedSecrets(text)) {
    out += text.slice(done, from) + hide();
    done = to;
  }
  return done === 0 ? text : out + text.slice(done);
}

function sameOrMapped(list: Json[], map: (member: Json) => Json): Json[] {
  let copy: Json[] | null = null;
  for (const [index, member] of list.entries()) {
    const mapped = map(member);
    if (mapped === member) continue;
    copy ??= [...list];
    copy[index] = mapped;
  }
  return copy ?? list;
}

type Members = { [key: string]: Json };
interface Name {
  kept: string;
  secret: boolean;
}

/** Names recur with every look: their verdicts are remembered, up to a number that foreign names cannot raise. */
function rememberNames(hideIn: (text: string) => { text: string }): (name: string) => Name {
  const known = new Map<string, Name>();
  return (name) => {
    const seen = known.get(name);
    if (seen) return seen;
    const fresh = { kept: hideIn(name).text, secret: isSecretName(name) };
    if (known.size < 2000 && name.length <= 64) known.set(name, fresh);
    return fresh;
  };
}

function hideInObject(
  object: Members,
  map: (member: Json, secret: boolean) => Json,
  nameOf: (name: string) => Name,
): Json {
  // Environments are often lists of {name, value}.
  const { name: entry } = object;
  const valueIsSecret = typeof entry === 'string' && 'value' in object && isSecretName(entry);
  let changed: [string, Json][] | null = null;
  const names = Object.keys(object);
  for (const [index, name] of names.entries()) {
    const member = object[name] as Json;
    const { kept, secret } = nameOf(name);
    const mapped = map(member, secret || (valueIsSecret && name === 'value'));
    if (mapped !== member || kept !== name) {
      changed ??= names.slice(0, index).map((earlier) => [earlier, object[earlier] as Json]);
    }
    changed?.push([kept, mapped]);
  }
  return changed ? Object.fromEntries(changed) : object;
}
