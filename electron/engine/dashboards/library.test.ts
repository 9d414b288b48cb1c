import { expect, test } from 'vitest';
import type { DashboardSummary } from '#shared/model/dashboard/dashboard.ts';
import { createJournal } from '../journal/journal.ts';
import { testStore } from '../store/store.fixture.ts';
import { createWriter } from '../store/writer.ts';
import { createDashboardLibrary } from './library.ts';

const text = (title: string): string => `{ "title": ${JSON.stringify(title)},\n  "panels": [{ "id": 1, "type": "stat", "targets": [{ "expr": "up" }] }, { "type": "canvas" }] }\n`; // prettier-ignore

function setup(store = testStore()) {
  const now = (): number => 5000;
  const journal = createJournal({ read: store.read, bootId: 'b', now });
  const writer = createWriter({ db: store.write, now });
  const library = createDashboardLibrary({ read: store.read, writer, journal, now, bundled: [{ fileName: 'ours.json', text: text('Ours') }] }); // prettier-ignore
  const listed = async (): Promise<DashboardSummary[]> => {
    for await (const message of library.feed.subscribe({})) return message.kind === 'snapshot' ? message.entries : [];
    return [];
  };
  return { store, journal, library, listed };
}

test('a dashboard is kept byte for byte, found again by its bytes, and recorded', async () => {
  const { library, listed, journal, store } = setup();
  const first = await library.import('C:\\down\\My shop?.json', null, text('Shop'));
  expect(first).toMatchObject({ title: 'Shop', known: false, counts: { panels: 2, whole: 1, placeholders: 1 }, lines: [{ kind: 'placeholder', path: '$.panels[1]' }] }); // prettier-ignore
  expect(await library.import('other.json', null, text('Shop'))).toMatchObject({ key: first.key, known: true });
  expect(library.export(first.key)).toEqual({ fileName: 'My shop.json', mediaType: 'application/json', text: text('Shop') }); // prettier-ignore
  await library.rename(first.key, 'Our shop');
  expect(await library.get(first.key)).toMatchObject({
    summary: { title: 'Our shop' },
    dashboard: { title: 'Our shop' },
  });
  expect((await listed()).map(({ title, origin }) => [title, origin])).toEqual([['Ours', 'bundled'], ['Our shop', 'import']]); // prettier-ignore
  const types = () => journal.page({ before: null, limit: 10 }).map(({ type }) => type);
  expect(types()).toEqual(['dashboard.renamed', 'dashboard.imported']);
  // Another start finds what was kept.
  const again = setup(store);
  expect((await again.listed()).map(({ title }) => title)).toEqual(['Ours', 'Our shop']);
  await again.library.remove(first.key);
  await expect(again.library.get(first.key)).rejects.toThrow(/no such dashboard/);
  expect(types()[0]).toBe('dashboard.removed');
  expect(await again.library.import('x.json', null, text('Shop'))).toMatchObject({ known: false });
});

test('what belongs to the program is read only, and its bytes are known', async () => {
  const { library } = setup();
  await expect(library.remove('bundled-ours')).rejects.toMatchObject({ code: 'denied' });
  await expect(library.rename('bundled-ours', 'x')).rejects.toMatchObject({ code: 'denied' });
  expect(await library.import('copy.json', null, text('Ours'))).toMatchObject({ key: 'bundled-ours', known: true });
});

test('those that were opened are told, the last first, and no more when they are gone', async () => {
  const { library } = setup();
  const { key } = await library.import('shop.json', null, text('Shop'));
  expect(library.lately()).toEqual([]);
  for (const opened of ['bundled-ours', key, 'bundled-ours']) await library.get(opened);
  expect(library.lately().map((one) => one.key)).toEqual(['bundled-ours', key]);
  expect(library.named([key, 'nobody']).map(({ title }) => title)).toEqual(['Shop']);
  await library.remove(key);
  expect(library.lately().map((one) => one.key)).toEqual(['bundled-ours']);
});

test('a long text comes in parts; one that lacks a part or is too long is refused', async () => {
  const { library } = setup();
  const whole = text('Long');
  library.takePart('upload-1', 0, whole.slice(0, 10));
  library.takePart('upload-1', 1, whole.slice(10, 20));
  expect(await library.import('long.json', 'upload-1', whole.slice(20))).toMatchObject({ title: 'Long' });
  await expect(library.import('long.json', 'upload-1', '')).rejects.toMatchObject({ code: 'conflict' });
  library.takePart('upload-2', 0, 'x');
  expect(() => library.takePart('upload-2', 2, 'x')).toThrow(/missing/);
  await expect(library.import('big.json', null, 'x'.repeat(10 * 1024 * 1024 + 1))).rejects.toMatchObject({ code: 'too_large' }); // prettier-ignore
  await expect(library.import('x.json', null, '{}')).rejects.toMatchObject({ code: 'bad_input' });
});

test('while a large one is imported others have their turn', async () => {
  const { library } = setup();
  const panels = Array.from({ length: 1500 }, (_, id) => ({ id, type: 'timeseries', fieldConfig: { overrides: [1, 2, 3].map((at) => ({ matcher: { id: 'byName', options: `s${at}` }, properties: [{ id: 'unit', value: 'bytes' }] })) }, targets: [{ expr: 'up' }] })); // prettier-ignore
  let turns = 0;
  let over = false;
  const turn = (): void => {
    turns++;
    if (!over) setImmediate(turn);
  };
  turn();
  await library.import('large.json', null, JSON.stringify({ title: 'Large', panels }));
  over = true;
  expect(turns).toBeGreaterThan(2);
});
