import { describe, expect, test } from 'vitest';
import type { Watched } from '#shared/model/watch.ts';
import { createLocks } from '../environments/locks.ts';
import { createActions } from './actions.ts';
import type { Changer } from './changer.ts';

const web: Watched = { source: 'kubernetes', kind: 'deployments', namespace: 'shop', name: 'web', key: 'uid-web' };
const api: Watched = { ...web, name: 'api', key: 'uid-api' };
const box: Watched = { source: 'docker', kind: 'container', namespace: null, name: 'box', key: 'abc' };
const production = { name: 'production', identity: 'https://10.0.0.1', protected: true };

function setup() {
  const time = { now: 1000 };
  const told: { type: string; subject: string; source: string; data: Record<string, unknown> }[] = [];
  const disk = { refuses: false };
  const changed: string[] = [];
  const hooks = { whenChanged: (_name: string): void => undefined };
  const record = async (event: (typeof told)[number]): Promise<void> => {
    if (disk.refuses) throw new Error('the disk is full');
    told.push(event);
  };
  const onDefect = (error: unknown): never => {
    throw error;
  };
  const locks = createLocks({ now: () => time.now, record, onDefect, later: () => () => undefined });
  const changer: Changer = {
    offers: async () => [{ action: 'scale', allowed: true, reason: '', destructive: false, replicas: 3 }],
    preview: async ({ target, replicas }) => ({ touches: [`${target.name}: to ${replicas}`], warnings: ['careful'] }),
    change: async ({ target }) => {
      if (target.name === 'api') throw new Error('the quota is used up');
      changed.push(target.name);
      hooks.whenChanged(target.name);
      return 'is to have 5 pods';
    },
  };
  let tickets = 0;
  const actions = createActions({
    locks,
    changers: { docker: changer, kubernetes: changer },
    record,
    onDefect,
    now: () => time.now,
    newTicket: () => `ticket-${++tickets}`,
  });
  locks.guard('kubernetes', production);
  const unlock = (): Promise<void> => locks.unlock('kubernetes', 'production', 10, 'Lead');
  return { actions, locks, unlock, told, disk, changed, hooks, time };
}

describe('an action', () => {
  test('is neither offered, prepared nor confirmed while its system is locked', async () => {
    const { actions, locks, unlock, changed } = setup();
    expect(await actions.offers(web)).toEqual({ locked: true, offers: [] });
    await expect(actions.prepare('scale', [web], 5)).rejects.toMatchObject({ code: 'denied' });
    await unlock();
    const { ticket } = await actions.prepare('scale', [web], 5);
    await locks.lock('kubernetes', 'Lead');
    await expect(actions.confirm(ticket, 'Lead')).rejects.toMatchObject({ code: 'denied' });
    expect(changed).toEqual([]);
  });

  test('says what it will touch, is done once, and is recorded before and after with its result', async () => {
    const { actions, unlock, told, changed } = setup();
    await unlock();
    expect((await actions.offers(web)).offers).toHaveLength(1);
    const prepared = await actions.prepare('scale', [web, api], 5);
    expect(prepared).toMatchObject({ where: 'production', touches: ['web: to 5', 'api: to 5'], warnings: ['careful'] });
    expect(await actions.confirm(prepared.ticket, 'Lead')).toMatchObject([
      { ok: true, message: 'is to have 5 pods' },
      { ok: false, message: 'the quota is used up' },
    ]);
    await expect(actions.confirm(prepared.ticket, 'Lead')).rejects.toMatchObject({ code: 'conflict' });
    expect(changed).toEqual(['web']);
    const words = told.slice(1).map(({ type, subject, source, data }) => [type, subject, source, data['ok']]);
    expect(words).toEqual([
      ['action.confirmed', 'shop/web', 'person:Lead', undefined],
      ['action.done', 'shop/web', 'person:Lead', true],
      ['action.confirmed', 'shop/api', 'person:Lead', undefined],
      ['action.done', 'shop/api', 'person:Lead', false],
    ]);
  });

  test('is not begun where it cannot be recorded', async () => {
    const { actions, unlock, disk, changed } = setup();
    await unlock();
    const { ticket } = await actions.prepare('scale', [web], 5);
    disk.refuses = true;
    expect(await actions.confirm(ticket, 'Lead')).toMatchObject([
      { ok: false, message: 'not begun: the disk is full' },
    ]);
    expect(changed).toEqual([]);
  });

  test('stops in the middle of many when the system is locked', async () => {
    const { actions, locks, unlock, hooks, changed } = setup();
    await unlock();
    const { ticket } = await actions.prepare('scale', [web, { ...web, name: 'cart' }], 5);
    hooks.whenChanged = () => void locks.lock('kubernetes', 'Lead');
    const results = await actions.confirm(ticket, 'Lead');
    expect(results.map(({ ok }) => ok)).toEqual([true, false]);
    expect(changed).toEqual(['web']);
  });

  test('prepared for one system is not done to another that came in its place, however unlocked', async () => {
    const { actions, locks, unlock, changed } = setup();
    await unlock();
    const { ticket } = await actions.prepare('scale', [web], 5);
    locks.guard('kubernetes', { ...production, identity: 'https://10.0.0.2' });
    await unlock();
    await expect(actions.confirm(ticket, 'Lead')).rejects.toThrow('Something else is connected');
    expect(changed).toEqual([]);
  });

  test('that was prepared too long ago, or on things of two systems, is refused', async () => {
    const { actions, unlock, time } = setup();
    await unlock();
    const { ticket, expiresAt } = await actions.prepare('scale', [web], 5);
    time.now = expiresAt;
    await expect(actions.confirm(ticket, 'Lead')).rejects.toThrow('too long ago');
    await expect(actions.prepare('restart', [web, box], null)).rejects.toThrow('of one system');
  });
});
