import { describe, expect, test } from 'vitest';
import type { Lock } from '#shared/model/environment.ts';
import { createLocks } from './locks.ts';

function setup() {
  const time = { now: 1_000_000 };
  const due: { at: number; callback: () => void }[] = [];
  const events: { type: string; subject: string; source: string }[] = [];
  const disk = { refuses: false };
  const locks = createLocks({
    now: () => time.now,
    record: async ({ type, subject, source }) => {
      if (disk.refuses) throw new Error('the disk is full');
      events.push({ type, subject, source });
    },
    onDefect: (error) => {
      throw error;
    },
    later: (callback, ms) => {
      const entry = { at: time.now + ms, callback };
      due.push(entry);
      return () => void due.splice(due.indexOf(entry), 1);
    },
  });
  const pass = (ms: number): void => {
    time.now += ms;
    for (const { callback } of due.filter(({ at }) => at <= time.now)) callback();
  };
  const state = async (key: string): Promise<Lock | undefined> => {
    for await (const message of locks.feed.subscribe({}))
      if (message.kind === 'snapshot') return message.entries.find((lock) => lock.key === key);
    return undefined;
  };
  return { locks, pass, events, disk, state };
}
const production = { name: 'production', identity: 'https://10.0.0.1', protected: true };

describe('a lock', () => {
  test('lets nothing pass while nothing stands behind it', () => {
    const { locks } = setup();
    expect(() => locks.permit('kubernetes')).toThrow('nothing connected');
  });

  test('of what is protected opens only to its name, letter by letter, for the time that was said', async () => {
    const { locks, pass, events, state } = setup();
    locks.guard('kubernetes', production);
    expect(() => locks.permit('kubernetes')).toThrow('"production" is protected');
    await expect(locks.unlock('kubernetes', 'Production', 5, 'Lead')).rejects.toThrow('as it stands: production');
    expect(() => locks.permit('kubernetes')).toThrow('is protected');
    await locks.unlock('kubernetes', 'production', 5, 'Lead');
    locks.permit('kubernetes');
    expect(await state('kubernetes')).toMatchObject({ locked: false, unlockedBy: 'Lead', unlockedUntil: 1_300_000 });
    pass(5 * 60_000);
    expect(() => locks.permit('kubernetes')).toThrow('is protected');
    expect(await state('kubernetes')).toMatchObject({ locked: true, unlockedBy: null, unlockedUntil: null });
    expect(events).toEqual([
      { type: 'lock.opened', subject: 'production', source: 'person:Lead' },
      { type: 'lock.closed', subject: 'production', source: 'engine' },
    ]);
  });

  test('stays closed where its opening cannot be recorded', async () => {
    const { locks, disk } = setup();
    locks.guard('kubernetes', production);
    disk.refuses = true;
    await expect(locks.unlock('kubernetes', 'production', 5, 'Lead')).rejects.toThrow('the disk is full');
    expect(() => locks.permit('kubernetes')).toThrow('is protected');
  });

  test('closes when something else comes to stand behind it, and not when the same is said again', async () => {
    const { locks, events } = setup();
    locks.guard('kubernetes', production);
    await locks.unlock('kubernetes', 'production', 5, 'Lead');
    locks.guard('kubernetes', { ...production });
    locks.permit('kubernetes');
    locks.guard('kubernetes', { name: 'staging', identity: 'staging', protected: true });
    expect(() => locks.permit('kubernetes')).toThrow('"staging" is protected');
    locks.guard('kubernetes', production);
    expect(() => locks.permit('kubernetes')).toThrow('"production" is protected');
    await locks.unlock('kubernetes', 'production', 5, 'Lead');
    locks.guard('kubernetes', { ...production, identity: 'https://10.0.0.2' });
    expect(() => locks.permit('kubernetes')).toThrow('"production" is protected');
    expect(events.map(({ type }) => type)).toEqual(['lock.opened', 'lock.closed', 'lock.opened', 'lock.closed']);
  });

  test('of one system opens nothing of another', async () => {
    const { locks } = setup();
    locks.guard('kubernetes', production);
    locks.guard('docker', { name: 'local', identity: 'local', protected: true });
    await locks.unlock('docker', 'local', 1, 'Lead');
    locks.permit('docker');
    expect(() => locks.permit('kubernetes')).toThrow('is protected');
  });

  test('is closed by hand, and what is not protected needs none', async () => {
    const { locks } = setup();
    locks.guard('docker', { name: 'local', identity: 'local', protected: true });
    await locks.unlock('docker', 'local', 60, 'Lead');
    await locks.lock('docker', 'Lead');
    expect(() => locks.permit('docker')).toThrow('is protected');
    locks.guard('docker', { name: 'toy', identity: 'toy', protected: false });
    locks.permit('docker');
    await expect(locks.unlock('docker', 'toy', 1, 'Lead')).rejects.toThrow('not protected');
  });

  test('that was opened while another came to stand behind it is not opened for that one', async () => {
    const { locks } = setup();
    locks.guard('kubernetes', production);
    const opening = locks.unlock('kubernetes', 'production', 5, 'Lead');
    locks.guard('kubernetes', { name: 'staging', identity: 'staging', protected: true });
    await expect(opening).rejects.toMatchObject({ code: 'conflict' });
    expect(() => locks.permit('kubernetes')).toThrow('"staging" is protected');
  });
});
