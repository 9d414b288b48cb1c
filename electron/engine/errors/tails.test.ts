// Files of envelopes that are followed: rotation, truncation, halves of lines, and a restart lose nothing and double nothing.
import { appendFileSync, cpSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { testFolder } from '../store/store.fixture.ts';
import { listTails } from '../store/error-ingest-rows.ts';
import { envelope, testErrors } from './errors.fixture.ts';
import { createTails } from './tails.ts';

function setup(dataDir = testFolder(), options: Parameters<typeof testErrors>[0] = {}) {
  const errors = testErrors(options, dataDir);
  const tails = createTails({ ...errors, onChange: () => undefined, onDefect: (error) => expect.fail(String(error)) });
  onTestFinished(() => tails.close());
  const messages = (): unknown[] =>
    errors.read.prepare('SELECT message FROM infra_error_event ORDER BY no').pluck().all();
  return { ...errors, dataDir, tails, messages };
}
/** Without an id, so that only its place tells it from the next. */
const line = (message: string): string => `${JSON.stringify(envelope({ message, error_id: undefined }))}\n`;

test('whole lines are taken as they come, the half of one when its end comes, and none again after a restart', async () => {
  const first = setup();
  const path = join(testFolder(), 'errors.jsonl');
  writeFileSync(path, `\uFEFF${line('one')}\n${line('two').slice(0, 40)}`);
  const { key } = await first.tails.add(path, 'Lead');
  expect(first.messages()).toEqual(['one']);
  appendFileSync(path, line('two').slice(40));
  await first.tails.look();
  await first.tails.look();
  expect(first.messages()).toEqual(['one', 'two']);
  await first.tails.close();
  first.writer.close();
  first.close();
  appendFileSync(path, line('three'));
  const second = setup(first.dataDir);
  await second.tails.look();
  expect(second.messages()).toEqual(['one', 'two', 'three']);
  expect(second.tails.list()).toMatchObject([{ key, state: 'following', addedBy: 'Lead' }]);
  await second.tails.remove(key, 'Lead');
  expect(listTails(second.read)).toEqual([]);
});

test('over a rotation the end of the old file is taken and the new one from its beginning, also while nobody followed', async () => {
  const first = setup();
  const path = join(testFolder(), 'errors.jsonl');
  writeFileSync(path, line('one'));
  await first.tails.add(path, 'Lead');
  appendFileSync(path, line('two').trimEnd());
  renameSync(path, `${path}.1`);
  writeFileSync(path, line('three'));
  await first.tails.look();
  expect(first.messages()).toEqual(['one', 'two', 'three']);
  await first.tails.close();
  first.writer.close();
  first.close();
  appendFileSync(path, line('four'));
  renameSync(path, `${path}.1`);
  writeFileSync(path, line('five'));
  const second = setup(first.dataDir);
  await second.tails.look();
  expect(second.messages()).toEqual(['one', 'two', 'three', 'four', 'five']);
  expect(second.events('error.gap')).toEqual([]);
});

test('a file that was truncated or whose end is lost is read anew, and the loss is an event', async () => {
  const errors = setup();
  const path = join(testFolder(), 'errors.jsonl');
  writeFileSync(path, line('one') + line('two'));
  await errors.tails.add(path, 'Lead');
  truncateSync(path);
  appendFileSync(path, line('three'));
  await errors.tails.look();
  expect(errors.messages()).toEqual(['one', 'two', 'three']);
  expect(errors.events('error.gap')).toMatchObject([{ data: { why: expect.stringContaining('written anew') } }]);
});

test('a file that was truncated and grew past its old end before the next look is read from its beginning', async () => {
  const errors = setup();
  const path = join(testFolder(), 'errors.jsonl');
  writeFileSync(path, line('one'));
  await errors.tails.add(path, 'Lead');
  truncateSync(path);
  const long = ['two', 'three', 'four'].map((text) => text.padEnd(300, '.'));
  appendFileSync(path, long.map(line).join(''));
  await errors.tails.look();
  expect(errors.messages()).toEqual(['one', ...long]);
  expect(errors.events('error.gap')).toMatchObject([{ data: { why: expect.stringContaining('written anew') } }]);
  expect(errors.events('error.refused')).toEqual([]);
});

test('what is still appended to the old file after a rotation is taken too, until it is quiet', async () => {
  const errors = setup();
  const path = join(testFolder(), 'errors.jsonl');
  writeFileSync(path, line('one'));
  await errors.tails.add(path, 'Lead');
  renameSync(path, `${path}.1`);
  writeFileSync(path, line('new'));
  appendFileSync(`${path}.1`, line('two').slice(0, 40));
  await errors.tails.look();
  // Whoever writes has not opened the new one yet, and was in the middle of a line.
  appendFileSync(`${path}.1`, `${line('two').slice(40)}${line('three')}`);
  await errors.tails.look();
  expect(errors.messages()).toEqual(['one', 'new', 'two', 'three']);
  expect(errors.events('error.refused')).toEqual([]);
});

/** The record of a console that had followed a rotation, as a crash leaves it: nothing of what was held in memory is in it. */
async function crashedAfterRotation() {
  const first = setup();
  const path = join(testFolder(), 'errors.jsonl');
  writeFileSync(path, line('one'));
  await first.tails.add(path, 'Lead');
  renameSync(path, `${path}.1`);
  writeFileSync(path, line('new'));
  await first.tails.look();
  expect(first.messages()).toEqual(['one', 'new']);
  const dataDir = testFolder();
  cpSync(first.dataDir, dataDir, { recursive: true });
  return { path, again: () => setup(dataDir) };
}

test('what was appended to a rotated file after a crash is taken when the console starts again, wherever beside it lies', async () => {
  const { path, again } = await crashedAfterRotation();
  // Whoever writes had not opened the new one yet; and it was rotated once more.
  appendFileSync(`${path}.1`, line('late'));
  renameSync(`${path}.1`, `${path}-20261103`);
  appendFileSync(path, line('newer'));
  const second = again();
  await second.tails.look();
  expect(new Set(second.messages())).toEqual(new Set(['late', 'new', 'newer', 'one']));
  appendFileSync(`${path}-20261103`, line('later'));
  await second.tails.look();
  expect(second.messages()).toContain('later');
  expect(second.events('error.gap')).toEqual([]);
  // Each once, however often it starts.
  await second.tails.close();
  second.writer.close();
  second.close();
  const third = again();
  await third.tails.look();
  expect(third.messages()).toHaveLength(5);
});

test('where a file that was rotated away is not found after a crash, what is not known is told once', async () => {
  const { path, again } = await crashedAfterRotation();
  rmSync(`${path}.1`);
  const second = again();
  await second.tails.look();
  const lost = [{ data: { why: expect.stringMatching(/was rotated away and is not beside it any more; what was appended to it after byte \d+ while nobody followed it is not known/) } }]; // prettier-ignore
  await second.tails.close();
  // What is told waits for the writer, which writes all when it closes.
  second.writer.close();
  expect(second.events('error.gap')).toMatchObject(lost);
  second.close();
  const third = again();
  await third.tails.look();
  await third.tails.close();
  third.writer.close();
  expect(third.events('error.gap')).toMatchObject(lost);
});

test('a rotated file that was quiet for a minute is left, and nothing is told of it later', async () => {
  const first = setup();
  const path = join(testFolder(), 'errors.jsonl');
  writeFileSync(path, line('one'));
  await first.tails.add(path, 'Lead');
  renameSync(path, `${path}.1`);
  writeFileSync(path, line('new'));
  for (let look = 0; look < 62; look++) await first.tails.look();
  expect(listTails(first.read)).toMatchObject([{ left: null }]);
  await first.tails.close();
  first.writer.close();
  first.close();
  rmSync(`${path}.1`);
  const second = setup(first.dataDir);
  await second.tails.look();
  expect(second.events('error.gap')).toEqual([]);
});

test('while too much waits, lines of a file stay where they are and are taken later', async () => {
  const held = Promise.withResolvers<void>();
  const errors = setup(testFolder(), { queueLimit: 2, breathe: () => held.promise });
  const path = join(testFolder(), 'errors.jsonl');
  writeFileSync(path, '');
  await errors.tails.add(path, 'Lead');
  appendFileSync(path, line('one') + line('two'));
  const sent = errors.take([envelope({ message: 'sent' })]);
  await errors.tails.look();
  held.resolve();
  await sent;
  expect(errors.tails.list()).toMatchObject([
    { state: 'trouble', reason: expect.stringContaining('wait to be written') },
  ]);
  await errors.tails.look();
  expect(errors.messages()).toEqual(['sent', 'one', 'two']);
  expect(errors.events('error.refused')).toEqual([]);
  expect(errors.tails.list()).toMatchObject([{ state: 'following', reason: '' }]);
});

test('what is no envelope is counted and passed over, a line without end too; a file that is taken twice brings nothing twice', async () => {
  const errors = setup();
  const path = join(testFolder(), 'errors.jsonl');
  writeFileSync(path, `${line('one')}{"half": \n[]\n${'x'.repeat(400_000)}\n${line('two').trimEnd()}`);
  const report = await errors.tails.importFile(path, 'Lead');
  expect(report).toMatchObject({ sent: 5, outcomes: { accepted: 2, schema_invalid: 2, too_large: 1 } });
  expect((await errors.tails.importFile(path, 'Lead')).outcomes).toMatchObject({ accepted: 0, duplicate: 2 });
  expect(errors.messages()).toEqual(['one', 'two']);
  await expect(errors.tails.importFile(`${path}.none`, 'Lead')).rejects.toThrow('there is no such file yet');
  await expect(errors.tails.add('errors.jsonl', 'Lead')).rejects.toThrow('absolute');
});
