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
  /** A value that must never be kept from now on, in whatever encoding. */
  learn: (secret: string) => void;
  /** How many were learned: what was hidden before this number changed may hold a secret that is known now. */
  learned: () => number;
  /** All that was given or learned; for a second pass elsewhere, never to be kept. */
  known: () => readonly string[];
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
const rememberedTexts = 2000;
const rememberedChars = 128;

export function createRedactor(options: RedactorOptions = {}): Redactor {
  const secrets = new Set(options.secrets);
  let exact = exactPattern([...secrets]);
  let clean = rememberTexts();
  const hide = (text: string, onHidden: () => string): string => {
    if (clean.has(text)) return text;
    const hidden = exact ? text.replace(exact, onHidden) : text;
    if (!trigger.test(hidden)) {
      if (hidden === text) clean.add(text);
      return hidden;
    }
    return hideRandomWords(hideShapes(hideNamed(hidden, onHidden), onHidden), onHidden);
  };
  const hideUncounted = (text: string): string => hide(text, () => redacted);
  let values = hideInValues(hideUncounted);
  return {
    learn: (secret) => {
      if (secrets.has(secret)) return;
      secrets.add(secret);
      exact = exactPattern([...secrets]);
      // Texts and names are remembered as they were before.
      clean = rememberTexts();
      values = hideInValues(hideUncounted);
    },
    learned: () => secrets.size,
    known: () => [...secrets],
    text: (text) => {
      let redactions = 0;
      const hidden = hide(text, () => {
        redactions++;
        return redacted;
      });
      return { text: hidden, redactions };
    },
    value: (value) => values(value),
  };
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

/** Nothing is allocated for a value without secrets: nearly all are such, and every result of a run goes through here. */
function hideInValues(hide: (text: string) => string): (value: Json) => Json {
  const nameOf = rememberNames(hide);
  const within = (value: Json, depth: number, secret: boolean): Json => {
    if (typeof value === 'string') return secret && value !== '' ? redacted : hide(value);
    if (typeof value === 'number') return secret && Math.abs(value) >= 100_000 ? redacted : value;
    if (value === null || typeof value === 'boolean') return value;
    if (depth > deepest) return redacted;
    return Array.isArray(value) ? inList(value, depth + 1, secret) : inObject(value, depth + 1, secret);
  };
  const inList = (list: Json[], depth: number, secret: boolean): Json[] => {
    let copy: Json[] | null = null;
    for (let index = 0; index < list.length; index++) {
      const member = list[index] as Json;
      const hidden = within(member, depth, secret);
      if (hidden !== member) (copy ??= [...list])[index] = hidden;
    }
    return copy ?? list;
  };
  const inObject = (object: Members, depth: number, secret: boolean): Members => {
    // Environments are often lists of {name, value}.
    const { name: entry } = object;
    const valueIsSecret = typeof entry === 'string' && 'value' in object && isSecretName(entry);
    const names = Object.keys(object);
    let changed: [string, Json][] | null = null;
    for (let index = 0; index < names.length; index++) {
      const name = names[index] as string;
      const member = object[name] as Json;
      const known = nameOf(name);
      const hidden = within(member, depth, secret || known.secret || (valueIsSecret && name === 'value'));
      if (hidden !== member || known.kept !== name) changed ??= Object.entries(object).slice(0, index);
      changed?.push([known.kept, hidden]);
    }
    return changed ? Object.fromEntries(changed) : object;
  };
  return (value) => within(value, 0, false);
}

/** Texts in which nothing was found: status words, headers and whole bodies recur with every look. Bounded as names are. */
function rememberTexts(): { has: (text: string) => boolean; add: (text: string) => void } {
  const texts = new Set<string>();
  return {
    has: (text) => text.length <= rememberedChars && texts.has(text),
    add: (text) => {
      if (text.length > rememberedChars) return;
      // What recurs comes back; what does not would stay for ever.
      if (texts.size >= rememberedTexts) texts.clear();
      texts.add(text);
    },
  };
}

type Members = { [key: string]: Json };
interface Name {
  kept: string;
  secret: boolean;
}

/** Names recur with every look: their verdicts are remembered, up to a number that foreign names cannot raise. */
function rememberNames(hide: (text: string) => string): (name: string) => Name {
  const known = new Map<string, Name>();
  return (name) => {
    const seen = known.get(name);
    if (seen) return seen;
    const fresh = { kept: hide(name), secret: isSecretName(name) };
    if (known.size < 2000 && name.length <= 64) known.set(name, fresh);
    return fresh;
  };
}
