// For tests: an environment that is unlocked, what the server offers for its containers, and the screen of them.
import type { Offer, Prepared } from '#shared/model/action.ts';
import type { Lock } from '#shared/model/environment.ts';
import type { Container } from '#shared/model/container.ts';
import { fakeFeed, type FakeEngine } from '../../client/fake-engine.fixture.ts';
import { someContainer, someDetail, someDocker } from '../containers/containers.fixture.ts';
import { someNow } from '../readiness/readiness.fixture.ts';

export const lockOf = (patch: Partial<Lock> = {}): Lock => ({
  key: 'docker',
  name: 'local',
  locked: true,
  unlockedUntil: null,
  unlockedBy: null,
  ...patch,
});
export const openLock = lockOf({ locked: false, unlockedUntil: someNow + 572_000, unlockedBy: 'On-call' });

export const someOffers: Offer[] = [
  { action: 'remove', allowed: true, reason: '', destructive: true, replicas: null },
  { action: 'start', allowed: false, reason: 'it is running', destructive: false, replicas: null },
  { action: 'stop', allowed: true, reason: '', destructive: false, replicas: null },
];

export const somePrepared = (patch: Partial<Prepared> = {}): Prepared => ({
  ticket: 'ticket-1',
  action: 'stop',
  where: 'local',
  touches: ['Container web: is asked to end', 'Container db: is asked to end'],
  warnings: ['Its restart policy may start it again.'],
  destructive: false,
  expiresAt: someNow + 120_000,
  ...patch,
});

export const web = someContainer({ name: 'web' });
export const db = someContainer({ name: 'db' });

/** Two containers, and one lock of them. */
export function changesEngine(lock: Lock, given: Partial<FakeEngine> = {}): Partial<FakeEngine> {
  return {
    containers: fakeFeed<Container>(() => [web, db]),
    container: () => someDetail(web),
    sources: fakeFeed(() => [someDocker()]),
    locks: fakeFeed<Lock>(() => [lock, lockOf({ key: 'kubernetes', name: null })]),
    offers: () => ({ locked: false, offers: someOffers }),
    prepare: () => somePrepared(),
    ...given,
  };
}
