// What leaves the console: it can be read and does nothing, and the timeline is complete, in order and the same when it is
// read back.
import { expect, test } from 'vitest';
import { randomFrom } from '#shared/model/triggers/step-simulation.fixture.ts';
import { readTimelineJson, timelineAsJson } from './incident-timeline.ts';
import { detailOf, payloads, timelineOf, two } from './post-mortem.fixture.ts';
import { postMortemAsHtml, postMortemAsMarkdown } from './post-mortem-export.ts';
import { csvCell, timelineAsCsv } from './timeline-csv.ts';
import { zonedTime } from './zoned-time.ts';

/** Signs that act on whoever reads the text; line ends do not. */
const acting = (text: string): string[] => [...text.matchAll(/[\p{Cc}\u200b-\u200f\u2028-\u202e\ufeff]/gu)].map(([sign]) => sign).filter((sign) => sign !== '\n'); // prettier-ignore

/** Every tag of ours, and nothing else: text has no `<`. */
const ownTags = new Set(['html', 'head', 'meta', 'title', 'style', 'body', 'section', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'p', 'br', 'pre', 'ul', 'ol', 'li', 'table', 'thead', 'tbody', 'tr', 'th', 'td', 'strong', 'code']); // prettier-ignore

test('of two hundred payloads in every field nothing becomes markup in HTML, and nothing can be fetched', () => {
  const all = payloads();
  expect(all).toHaveLength(200);
  const wrong: [payload: string, found: string][] = [];
  for (const payload of all) {
    const html = postMortemAsHtml(detailOf(payload), null);
    const [head = '', body = ''] = html.split('</head>');
    for (const [tag, name = ''] of body.matchAll(/<\/?([a-zA-Z!][^\s>]*)[^>]*>/g)) {
      const bare = tag === `<${name}>` || tag === `</${name}>` || tag === '<p class="made">';
      if (!ownTags.has(name) || !bare) wrong.push([payload, tag]);
    }
    if (body.replaceAll(/<\/?[a-z][a-z0-9]*( class="made")?>/g, '').includes('<'))
      wrong.push([payload, 'a < in a text']);
    const untitled = head.replace(/<title>[^<]*<\/title>/, '');
    if (/<(script|link|base|img)|src=|@import|url\(/i.test(untitled)) wrong.push([payload, untitled]);
    if (!/<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-[^']+'; base-uri 'none'; form-action 'none'">/.test(head)) wrong.push([payload, 'no policy']); // prettier-ignore
  }
  expect(wrong).toEqual([]);
});

test('in Markdown the same payloads bring no HTML, no image and no address', () => {
  for (const payload of payloads()) {
    const markdown = postMortemAsMarkdown(detailOf(payload), null);
    expect(markdown).not.toContain('<');
    expect(markdown).not.toMatch(/!\[|\]\(|\]:|\]\[/);
    expect(acting(markdown)).toEqual([]);
  }
});

const dangerous = /^[=+\-@\t\r\n|%\uff1d\uff0b\uff0d\uff20]/;
/** As a spreadsheet reads one cell. */
const readCell = (cell: string): string => (cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell);

test.each([
  '=1+1',
  '+1',
  '-1',
  '@x',
  '\t=1',
  '\r=1',
  '\n=1',
  ' =1',
  '\u200b=1',
  '\ufeff=1',
  '\u202e=1',
  '\u0000=1',
  "'=1",
  '＝1',
  '|x',
  '%x',
  '"=1"',
  "=cmd|' /C calc'!A0",
])('the cell %j begins with nothing that starts a formula', (text) => {
  // prettier-ignore
  const shown = readCell(csvCell(text)).replace(/^[\s\u200b-\u200f\ufeff]+/, '');
  expect(shown).not.toMatch(dangerous);
  expect(shown).toMatch(/^['"\\\w]/);
});

test('no cell of any text begins so, whatever it is made of; and none breaks out of its cell', () => {
  const random = randomFrom(5);
  const signs = ['=', '+', '-', '@', '\t', '\r', '\n', ' ', "'", '"', ',', ';', '\u200b', '\u200d', '\ufeff', '\u202e', '\u0000', '\u00ad', 'a', '1', '＝', '－', '|', '\\', '\ud800', '😀']; // prettier-ignore
  const wrong: [text: string, cell: string][] = [];
  for (let round = 0; round < 20_000; round++) {
    const text = Array.from({ length: 1 + Math.floor(random() * 6) }, () => signs[Math.floor(random() * signs.length)]).join(''); // prettier-ignore
    const cell = csvCell(text);
    const shown = readCell(cell);
    const whole = cell.startsWith('"') ? !cell.slice(1, -1).replaceAll('""', '').includes('"') : !/[",\r\n]/.test(cell);
    if (dangerous.test(shown.trimStart()) || !whole || acting(shown).length > 0) wrong.push([text, cell]); // prettier-ignore
  }
  expect(wrong).toEqual([]);
});

test('the timeline is complete and in order, what was replaced is in it and says by what', () => {
  const { entries } = timelineOf('first');
  expect(entries.map(({ text, supersededBy, sequence }) => [text, supersededBy, sequence])).toEqual([
    ['first', 7003, 7002],
    ['rather so', null, 7003],
    [expect.stringContaining('Declared INC-7'), null, 7001],
  ]);
  const csv = timelineAsCsv(timelineOf('a "quoted", text\nof two lines')).split('\r\n');
  expect(csv).toHaveLength(5);
  expect(csv[1]).toContain('"a ""quoted"", text / of two lines"');
});

test('the JSON of a timeline is the same, byte for byte, when it is read and written again', () => {
  for (const text of [...payloads(), 'plain', 'ütf 😀 \u202e\u2028 \ufeff.', '\u0000\u001b[31m']) {
    const written = timelineAsJson(timelineOf(text, 'Asia/Kathmandu'));
    expect(timelineAsJson(readTimelineJson(written))).toBe(written);
    expect(acting(written)).toEqual([]);
    expect(readTimelineJson(written).entries[0]?.text).toBe(text);
  }
  expect(() => readTimelineJson('{"entries": []}')).toThrow('no timeline');
});

test('moments are written in the zone that was chosen, with the offset that held then', () => {
  expect(zonedTime('UTC')(two)).toBe('2026-11-03T14:00:00.000Z');
  expect(zonedTime('Europe/Vienna')(two)).toBe('2026-11-03T15:00:00.000+01:00');
  expect(zonedTime('Europe/Vienna')(Date.UTC(2026, 6, 1, 22, 30, 5, 7))).toBe('2026-07-02T00:30:05.007+02:00');
  expect(zonedTime('Asia/Kathmandu')(two)).toBe('2026-11-03T19:45:00.000+05:45');
  expect(zonedTime('America/St_Johns')(two)).toBe('2026-11-03T10:30:00.000-03:30');
  // The hour that comes twice is told apart by its offset.
  expect([0, 1].map((hours) => zonedTime('Europe/Berlin')(Date.UTC(2026, 9, 25, hours, 30)))).toEqual(['2026-10-25T02:30:00.000+02:00', '2026-10-25T02:30:00.000+01:00']); // prettier-ignore
  for (const ms of [0, two, two + 123, Date.UTC(2031, 2, 30, 1)]) expect(Date.parse(zonedTime('Australia/Lord_Howe')(ms))).toBe(ms); // prettier-ignore
  expect(() => zonedTime('Mars/Olympus')).toThrow('There is no time zone “Mars/Olympus”; give an IANA name');
});
