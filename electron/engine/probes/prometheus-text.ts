// Reads the Prometheus text exposition format (0.0.4, with OpenMetrics' exemplars and end mark tolerated). Strict: a line
// that is not of the format is counted and named, never guessed at.

export interface Sample {
  name: string;
  labels: Record<string, string>;
  /** NaN and the infinities included. */
  value: number;
  /** As written; epoch milliseconds in the text format. */
  timestamp: number | null;
}

export interface Exposition {
  samples: Sample[];
  /** Families by name, as announced by TYPE; `untyped` where there is none. */
  types: Map<string, string>;
  malformed: { line: number; text: string }[];
}

const namePattern = /[a-zA-Z_:][a-zA-Z0-9_:]*/y;
const labelPattern = /[ \t]*([a-zA-Z_][a-zA-Z0-9_]*)[ \t]*=[ \t]*"([^"\\]*(?:\\.[^"\\]*)*)"[ \t]*(,|(?=\}))/y;
const valuePattern = /[ \t]*([^ \t]+)(?:[ \t]+(-?\d+(?:\.\d+)?))?[ \t]*(?:# \{.*)?$/y;
const numberPattern = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;
const types = new Set([
  'counter',
  'gauge',
  'histogram',
  'summary',
  'untyped',
  'unknown',
  'info',
  'stateset',
  'gaugehistogram',
]);

/** Never throws. */
export function parseExposition(text: string): Exposition {
  const read: Exposition = { samples: [], types: new Map(), malformed: [] };
  let number = 0;
  for (const raw of text.split('\n')) {
    number++;
    const line = raw.endsWith('\r') ? raw.slice(0, -1) : raw;
    if (line.trim() === '') continue;
    if (line.trimStart().startsWith('#')) {
      if (!readComment(line.trim(), read)) read.malformed.push({ line: number, text: line });
      continue;
    }
    const sample = readSample(line.trimStart());
    if (sample) read.samples.push(sample);
    else read.malformed.push({ line: number, text: line });
  }
  for (const { name } of read.samples) {
    if (familyOf(name, read.types) === null) read.types.set(name, 'untyped');
  }
  return read;
}

/** The announced family a sample belongs to: a histogram's `_bucket`, an OpenMetrics counter's `_total`. */
export function familyOf(name: string, announced: ReadonlyMap<string, unknown>): string | null {
  if (announced.has(name)) return name;
  const family = name.replace(/_(?:bucket|sum|count|total|created|info|gsum|gcount)$/, '');
  return announced.has(family) ? family : null;
}

function readComment(line: string, read: Exposition): boolean {
  const said = readMetadata(line);
  if (said === null) return false;
  if (said.keyword !== 'TYPE') return true;
  if (read.types.has(said.name)) return false;
  read.types.set(said.name, said.text);
  return true;
}

export interface Metadata {
  /** Empty for a comment that says nothing of a family. */
  keyword: 'HELP' | 'TYPE' | 'UNIT' | 'EOF' | '';
  name: string;
  /** A type's name, a unit, or the help with its escapes resolved. */
  text: string;
}

/** Of a line that begins with `#`. HELP and TYPE have a form, all other comments are free; null where the form is broken. */
export function readMetadata(line: string): Metadata | null {
  if (line === '# EOF') return { keyword: 'EOF', name: '', text: '' };
  const [, keyword = '', name = '', rest = ''] =
    /^#[ \t]+(HELP|TYPE|UNIT)(?:[ \t]+(\S+))?[ \t]*(.*)$/s.exec(line) ?? [];
  if (keyword === '') return { keyword: '', name: '', text: '' };
  namePattern.lastIndex = 0;
  if (!namePattern.test(name) || namePattern.lastIndex !== name.length) return keyword === 'UNIT' ? { keyword: '', name: '', text: '' } : null; // prettier-ignore
  if (keyword === 'TYPE') return types.has(rest.trim()) ? { keyword, name, text: rest.trim() } : null;
  const text = rest.replace(/\\(.)/gs, (_, escaped: string) => (escaped === 'n' ? '\n' : escaped));
  return { keyword: keyword as 'HELP' | 'UNIT', name, text };
}

/** One sample's line, without what stands before its name; null where it is not of the format. */
export function readSample(line: string): Sample | null {
  namePattern.lastIndex = 0;
  const name = namePattern.exec(line)?.[0];
  if (name === undefined) return null;
  let at = name.length;
  while (line[at] === ' ' || line[at] === '\t') at++;
  const spaced = at > name.length;
  let labels: Record<string, string> = {};
  if (line[at] === '{') {
    const parsed = readLabels(line, at + 1);
    if (!parsed) return null;
    ({ labels, at } = parsed);
  } else if (!spaced) return null;
  valuePattern.lastIndex = at;
  const rest = valuePattern.exec(line);
  const value = numberOf(rest?.[1] ?? '');
  if (value === null) return null;
  return { name, labels, value, timestamp: rest?.[2] === undefined ? null : Number(rest[2]) };
}

/** From behind the opening brace; `at` is then behind the closing one. */
function readLabels(line: string, start: number): { labels: Record<string, string>; at: number } | null {
  const entries = new Map<string, string>();
  let at = start;
  for (;;) {
    while (line[at] === ' ' || line[at] === '\t') at++;
    if (line[at] === '}') return { labels: Object.fromEntries(entries), at: at + 1 };
    labelPattern.lastIndex = at;
    const found = labelPattern.exec(line);
    const [, name, value] = found ?? [];
    if (name === undefined || value === undefined || entries.has(name)) return null;
    entries.set(
      name,
      value.replace(/\\(.)/g, (_, escaped: string) => (escaped === 'n' ? '\n' : escaped)),
    );
    at = labelPattern.lastIndex;
  }
}

/** A value as the format has it, NaN and the infinities included; null for anything else. */
export function numberOf(text: string): number | null {
  if (numberPattern.test(text)) return Number(text);
  const word = /^([+-]?)(nan|inf|infinity)$/i.exec(text);
  if (!word) return null;
  if (word[2]?.toLowerCase() === 'nan') return Number.NaN;
  return word[1] === '-' ? -Infinity : Infinity;
}

/** `name`, or `name{a="x",b="y"}` with the labels in the order of their names. */
export function seriesName({ name, labels }: Pick<Sample, 'name' | 'labels'>): string {
  const names = Object.keys(labels).toSorted();
  if (names.length === 0) return name;
  const pairs = names.map((label) => `${label}=${JSON.stringify(labels[label])}`);
  return `${name}{${pairs.join(',')}}`;
}
