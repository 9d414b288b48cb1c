import { expect, test } from 'vitest';
import { createSeriesBook } from './series-book.ts';
import { seeded } from './scrapes.fixture.ts';
import { takeExposition, wantedBy, type TakeOptions } from './take-exposition.ts';

function take(text: string | Buffer, given: Partial<TakeOptions> = {}, pieceBytes = Infinity) {
  const taker = takeExposition({ book: createSeriesBook(), scrape: 1, atMs: 1_000_000, openMetrics: false, isWanted: () => true, ...given }); // prettier-ignore
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += pieceBytes) taker.take(bytes.subarray(at, at + pieceBytes));
  return taker.end();
}
const kept = ({ series, values }: ReturnType<typeof take>) =>
  series.map(({ name, labels }, at) => [name, Object.fromEntries(JSON.parse(labels) as [string, string][]), values[at]]); // prettier-ignore

const sound = `# HELP a_total What\\nit is
# TYPE a_total counter
a_total{path="/a\\"}\\\\",b="x\\ny"} 1e3
a_total { b = "ü" , } 2 1000000
# TYPE h histogram
h_bucket{le="0.1"} 1
h_bucket{le="+Inf"} 3 # {trace_id="}"} 0.5
h_sum NaN
h_count 3
up{} -Inf
`;

test('text is taken whole, whatever pieces it arrives in', () => {
  const whole = take(sound);
  expect(kept(whole)).toEqual([
    ['a_total', { path: '/a"}\\', b: 'x\ny' }, 1000],
    ['a_total', { b: 'ü' }, 2],
    ['h_bucket', { le: '0.1' }, 1],
    ['h_bucket', { le: '+Inf' }, 3],
    ['h_sum', {}, NaN],
    ['h_count', {}, 3],
    ['up', {}, -Infinity],
  ]);
  expect(whole.families.get('a_total')).toEqual({ type: 'counter', help: 'What\nit is', unit: '' });
  expect(whole.counts).toMatchObject({ series: 7, malformed: 0, duplicates: 0, beyondLimit: 0, notWanted: 0 });
  for (const piece of [1, 2, 3, 7, 50]) expect(kept(take(sound, {}, piece))).toEqual(kept(whole));
});

test('what is left out is counted, each under its reason', () => {
  const { counts, series } = take('a 1\na{} 2\nb 1 900\nb 1 300000000\nc 1\nd 1\nbroken\n# TYPE c what\ne 1', { limit: 3, isWanted: (name) => name !== 'c' }); // prettier-ignore
  expect(series.map(({ name }) => name)).toEqual(['a', 'd']);
  expect(counts).toMatchObject({ duplicates: 1, otherTime: 2, notWanted: 1, malformed: 3, beyondLimit: 0, firstMalformed: 'line 7: broken' }); // prettier-ignore
  expect(take('a 1\nb 1\nc 1\n', { limit: 2 }).counts).toMatchObject({ series: 2, beyondLimit: 1 });
});

test('a last line without its end is not taken: its number may have been cut', () => {
  const { series, counts } = take('a 1\nb 12');
  expect(series.map(({ name }) => name)).toEqual(['a']);
  expect(counts).toMatchObject({ malformed: 1, firstMalformed: 'line 2: b 12 (the answer ends within it)' });
});

test('OpenMetrics has seconds, units and an end; what stands behind the end is not of it', () => {
  const taken = take('# TYPE s_seconds counter\n# UNIT s_seconds seconds\ns_seconds_total 1 1000.5\n# EOF\nx 1\n', { openMetrics: true }); // prettier-ignore
  expect(taken).toMatchObject({ ended: true, counts: { series: 1, malformed: 1, otherTime: 0 } });
  expect(taken.families.get('s_seconds')).toEqual({ type: 'counter', help: '', unit: 'seconds' });
  expect(take('a 1\n# EOF', { openMetrics: true }).ended).toBe(true);
  expect(take('a 1\n', { openMetrics: true }).ended).toBe(false);
});

test('a line of a megabyte is taken, a longer one is dropped and counted, and what follows is read', () => {
  const long = (count: number): string => `a{x="${'y'.repeat(count)}"} 1\nb 2\n`;
  expect(kept(take(long(1_000_000), {}, 65_536)).at(-1)).toEqual(['b', {}, 2]);
  expect(take(long(1_000_000)).counts).toMatchObject({ series: 2, malformed: 0 });
  const dropped = take(long(3_000_000), {}, 65_536);
  expect(dropped.series.map(({ name }) => name)).toEqual(['b']);
  expect(dropped.counts).toMatchObject({ malformed: 1, firstMalformed: 'line 1: a line longer than 1 MiB' });
});

test('no text makes it throw, and every line of it is a sample, a comment, empty or counted', () => {
  const random = seeded(7);
  const pieces = ['a', 'b_total', '{', '}', 'le="0.1"', 'x="', '"', '\\', ',', ' ', '\t', '1', 'NaN', '+Inf', '1e999', '-', '# TYPE ', 'counter', '# HELP a', '# EOF', '\n', '\n', '\r\n', '\0', 'é', '# {', '.5', '\ud800']; // prettier-ignore
  for (let round = 0; round < 800; round++) {
    let text = '';
    for (let part = Math.floor(random() * 40); part > 0; part--) text += pieces[Math.floor(random() * pieces.length)] ?? ''; // prettier-ignore
    const { counts } = take(text, { openMetrics: round % 2 === 0 }, 1 + Math.floor(random() * 20));
    const lines = text.split('\n').map((line) => line.trim()).filter((line) => line !== '' && !line.startsWith('#')); // prettier-ignore
    const { series, duplicates, malformed, otherTime } = counts;
    expect(series + duplicates + otherTime + malformed, JSON.stringify(text)).toBeGreaterThanOrEqual(lines.length);
  }
});

test('a known line is found by its text; another spelling of the labels is the same series', () => {
  const book = createSeriesBook();
  const [first] = take('a{x="1",y="2"} 1\n', { book }).series;
  const [again] = take('a{y="2", x="1", z=""} 5\n', { book, scrape: 2 }).series;
  expect(again).toBe(first);
  expect(take('a{x="1",y="2"} 1\na{y="2",x="1"} 1\n', { book, scrape: 3 }).counts).toMatchObject({ series: 1, duplicates: 1 }); // prettier-ignore
});

test('names are kept by patterns', () => {
  const isWanted = wantedBy(['http_*_total', 'up', '*_bucket']);
  const names = ['http_requests_total', 'http_total', 'up', 'upper', 'a_bucket', '_bucket', 'http_x_totals'];
  expect(names.filter(isWanted)).toEqual(['http_requests_total', 'up', 'a_bucket', '_bucket']);
  expect(wantedBy([])('any')).toBe(true);
});
