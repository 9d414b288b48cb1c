import { closeSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { WriterState } from '../store/writer.ts';
import { testFolder } from '../store/store.fixture.ts';
import { createRecordStatus } from './record-status.ts';

test('a disk that cannot be read either does not keep the outage from being shown', () => {
  let stats = (): { events: number; oldestAt: number | null } => ({ events: 3, oldestAt: 5 });
  let state: WriterState = { recording: true, since: 1, reason: '', held: 0, lost: 0 };
  const status = createRecordStatus({
    file: join(testFolder(), 'none.db'),
    journal: { append: () => 0, appendAll: () => 0, page: () => [], stats: () => stats() },
    state: () => state,
    now: () => 9,
  });
  onTestFinished(status.close);
  const feed = status.feed();
  state = { recording: false, since: 2, reason: 'the disk answers with errors', held: 1, lost: 0 };
  stats = () => {
    throw new Error('disk I/O error');
  };
  status.update();
  expect(feed.get('record')).toMatchObject({ recording: false, held: 1, events: 3, oldestAt: 5 });
});

test('a record whose file was removed or replaced is not said to be recording', () => {
  const file = join(testFolder(), 'readyroom.db');
  writeFileSync(file, 'ours');
  // The store has it open, so that its number is not given to another file.
  const held = openSync(file, 'r');
  onTestFinished(() => closeSync(held));
  const status = createRecordStatus({
    file,
    journal: { append: () => 0, appendAll: () => 0, page: () => [], stats: () => ({ events: 1, oldestAt: 1 }) },
    state: () => ({ recording: true, since: 1, reason: '', held: 0, lost: 0 }),
    now: () => 9,
  });
  onTestFinished(status.close);
  const feed = status.feed();
  expect(feed.get('record')).toMatchObject({ recording: true });
  rmSync(file);
  status.update();
  expect(feed.get('record')).toMatchObject({ recording: false, since: 9, reason: `${file} was removed or replaced` });
  writeFileSync(file, 'not ours');
  status.update();
  expect(feed.get('record')).toMatchObject({ recording: false, since: 9 });
});

test('a record on a network file system says on which, one on a disk of this machine nothing', async () => {
  const placed = async (type: number): Promise<unknown> => {
    const asked: string[] = [];
    const folder = testFolder();
    const status = createRecordStatus({
      file: join(folder, 'readyroom.db'),
      journal: { append: () => 0, appendAll: () => 0, page: () => [], stats: () => ({ events: 1, oldestAt: 1 }) },
      state: () => ({ recording: true, since: 1, reason: '', held: 0, lost: 0 }),
      now: () => 9,
      statfs: async (path) => (asked.push(path), { type, bsize: 4096, bavail: 1 }),
    });
    onTestFinished(status.close);
    const feed = status.feed();
    await vi.waitFor(() => expect(asked).toEqual([folder]));
    await new Promise(setImmediate);
    return feed.get('record')?.networkFileSystem;
  };
  expect(await placed(0x6969)).toBe('NFS');
  expect(await placed(0xff534d42)).toBe('CIFS');
  expect(await placed(-0x00acb2be)).toBe('CIFS');
  expect(await placed(0x65735546)).toBe('FUSE (sshfs and its like)');
  expect(await placed(0x01021997)).toBe('9P');
  expect(await placed(0xef53)).toBeUndefined();
});
