// The feeds of the environments, of the locks before whatever changes a system, and of the port-forwards.
import type { Environment, Lock } from '#shared/model/environment.ts';
import type { Forward } from '#shared/model/forward.ts';
import { createFeedStore, type FeedClock, type FeedStore } from './feed-store.ts';

export interface EnvironmentStores {
  environments: FeedStore<Environment>;
  locks: FeedStore<Lock>;
  forwards: FeedStore<Forward>;
}

export function createEnvironmentStores(clock: FeedClock): EnvironmentStores {
  const environments = createFeedStore<Environment>(clock);
  const locks = createFeedStore<Lock>(clock);
  const forwards = createFeedStore<Forward>(clock);
  environments.follow((client, signal) => client.environments.feed(undefined, { signal }));
  locks.follow((client, signal) => client.environments.locks(undefined, { signal }));
  forwards.follow((client, signal) => client.forwards.feed(undefined, { signal }));
  return { environments, locks, forwards };
}

/** The one whose sources are shown; null before it is known. */
export function activeEnvironment({ environments }: Pick<EnvironmentStores, 'environments'>): Environment | null {
  for (const environment of environments.store.getState().entries.values()) if (environment.active) return environment;
  return null;
}

/** The variables of a plan that somebody has to give a value: those that neither it nor the environment has one for. */
export function openVars(vars: Record<string, unknown>, environment: Environment | null): string[] {
  return Object.keys(vars).filter((name) => vars[name] === null && !Object.hasOwn(environment?.vars ?? {}, name));
}
