// The second, stricter pass over everything that leaves in a bundle: what capture redacts, once more and with every secret
// that is known by now, and besides every long random word, whatever it stands beside. Counts by place and kind; never keeps
// what it replaced. The same text always becomes the same text, so that what refers to it still does.
import type { Json } from '#shared/model/facts.ts';
import type { Redaction, RedactionKind } from '#shared/model/bundle/manifest.ts';
import { exactPattern } from '../redact/exact-secrets.ts';
import { createRedactor, redacted } from '../redact/redact.ts';
import { entropyBits } from '../redact/secret-shapes.ts';

export interface LeavingRedactor {
  /** @param place `table.column`, under which what is replaced is counted. */
  text: (place: string, text: string) => string;
  /** The same for a text that holds JSON: values under secret names go whole. What is no JSON is taken as a text. */
  json: (place: string, text: string) => string;
  counts: () => Redaction[];
}

const randomWord = /[A-Za-z0-9+/_=-]{32,}/g;
/** Hashes and ids: of one case, or with the name of the hash before them, they are names of things here. */
const ofOneCase = /^(?:[0-9a-f-]+|[0-9A-F-]+|sha\d{3}-.*)$/;
/** Most texts have nothing to be replaced, and the journal says the same again and again. */
const rememberedTexts = 5000;
const rememberedChars = 512;

export function createLeavingRedactor(secrets: readonly string[]): LeavingRedactor {
  const exact = exactPattern(secrets);
  const capture = createRedactor();
  const counts = new Map<string, Redaction>();
  const clean = new Set<string>();
  const count = (place: string, kind: RedactionKind, found: number): void => {
    if (found === 0) return;
    const key = `${place}\n${kind}`;
    const known = counts.get(key) ?? { place, kind, count: 0 };
    known.count += found;
    counts.set(key, known);
  };
  const hideRandom = (place: string, text: string): string =>
    text.replace(randomWord, (word) => {
      if (!isRandom(word)) return word;
      count(place, 'random', 1);
      return redacted;
    });
  const hideKnown = (place: string, text: string): string =>
    exact === null
      ? text
      : text.replace(exact, () => {
          count(place, 'known', 1);
          return redacted;
        });
  const hideText = (place: string, text: string): string => {
    const known = hideKnown(place, text);
    const { text: shaped, redactions } = capture.text(known);
    count(place, 'secret', redactions - marks(known) > 0 ? redactions : Math.max(0, marks(shaped) - marks(known)));
    return hideRandom(place, shaped);
  };
  const remember = (text: string): void => {
    if (text.length > rememberedChars) return;
    if (clean.size >= rememberedTexts) clean.clear();
    clean.add(text);
  };
  const through = (text: string, hide: () => string): string => {
    if (clean.has(text)) return text;
    const hidden = hide();
    if (hidden === text) remember(text);
    return hidden;
  };
  return {
    text: (place, text) => through(text, () => hideText(place, text)),
    json: (place, text) =>
      through(text, () => {
        const known = hideKnown(place, text);
        const value = parse(known);
        if (value === undefined) return hideText(place, text);
        const hidden = hideAround(value, capture.value, (leaf) => hideText(place, leaf));
        // Written anew only where something changed: the text of an event is what its hash is made of.
        const shaped = hidden === value ? known : JSON.stringify(hidden);
        count(place, 'secret', Math.max(0, marks(shaped) - marks(known)));
        return hideRandom(place, shaped);
      }),
    counts: () => [...counts.values()].toSorted((left, right) => (left.place < right.place ? -1 : left.place > right.place ? 1 : left.kind < right.kind ? -1 : 1)), // prettier-ignore
  };
}

const marks = (text: string): number => text.split(redacted).length - 1;

function parse(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    // Not JSON: it is hidden as a text.
    return undefined;
  }
}

type Members = { [key: string]: Json };
const isMembers = (value: Json | undefined): value is Members => typeof value === 'object' && value !== null && !Array.isArray(value); // prettier-ignore
const accessKinds = ['none', 'basic', 'bearer'];
/** How a server is reached, of our own model: secrets are named in it, and never written. */
const isAccess = (value: Json): boolean => isMembers(value) && accessKinds.some((kind) => kind === value['kind']); // prettier-ignore

/**
 * As `byName`, but of what is named `auth` and only says how something is reached the texts are looked at one by one: its name
 * would take all of it away, and with it what the screen needs.
 */
function hideAround(value: Json, byName: (value: Json) => Json, leaf: (text: string) => string): Json {
  if (!isMembers(value)) return byName(value);
  const { auth } = value;
  const inner = Object.values(value).some((member) => isMembers(member) && 'auth' in member);
  if (!inner && (auth === undefined || !isAccess(auth))) return byName(value);
  const entries = Object.entries(value).map(([name, member]): [string, Json] => {
    if (name === 'auth' && isAccess(member)) return [name, mapTexts(member, leaf)];
    if (isMembers(member) && 'auth' in member) return [name, hideAround(member, byName, leaf)];
    return [name, Object.values(byName({ [name]: member }) as Members)[0] ?? null];
  });
  // The same object where nothing changed: its text then stays as it was, to the letter.
  return entries.every(([name, member]) => member === value[name]) ? value : Object.fromEntries(entries);
}

function mapTexts(value: Json, leaf: (text: string) => string): Json {
  if (typeof value === 'string') return leaf(value);
  if (!isMembers(value)) return value;
  const entries = Object.entries(value).map(([name, member]): [string, Json] => [name, mapTexts(member, leaf)]);
  return entries.every(([name, member]) => member === value[name]) ? value : Object.fromEntries(entries);
}

function isRandom(word: string): boolean {
  if (ofOneCase.test(word) || !/[a-z]/.test(word) || !/[A-Z]/.test(word) || !/[0-9]/.test(word)) return false;
  if (word.split(/[/_-]/).length > 4) return false;
  return entropyBits(word) > 4.2;
}
