// The environments and which of them is active. It points no source at anything: it tells who listens that another one
// is active now.
import { firstEnvironment, type Environment, type EnvironmentFields } from '#shared/model/environment.ts';
import type { Json } from '#shared/model/facts.ts';
import { OpsError } from '#shared/model/ops-error.ts';
import { createFeed, type Feed } from '../feeds/feed.ts';
import type { EventType, Journal } from '../journal/journal.ts';
import type { ReadDb, WriteDb } from '../store/database.ts';
import {
  deleteEnvironment,
  listEnvironments,
  putEnvironment,
  setActiveEnvironment,
} from '../store/environment-rows.ts';
import { uuidText, v7 } from '../store/uuid-v7.ts';
import type { Writer } from '../store/writer.ts';

export interface Environments {
  feed: Pick<Feed<Environment>, 'subscribe'>;
  active: () => Environment;
  /** @throws OpsError `conflict` where another has that name, `not_found`. */
  save: (key: string | null, fields: EnvironmentFields) => Promise<{ key: string }>;
  /** @throws OpsError `conflict` for the active one, `not_found`. */
  remove: (key: string) => Promise<void>;
  activate: (key: string) => Promise<void>;
}

export interface EnvironmentsOptions {
  read: ReadDb;
  writer: Writer;
  journal: Journal;
  now: () => number;
  /** Another environment is active, or the active one names other sources. Called after it is on the disk. */
  onActive: (environment: Environment) => void;
}

/** The first time, one environment is made that is what the command lines on this machine would use. */
export function createEnvironments(options: EnvironmentsOptions): Environments {
  const { read, writer, journal, now, onActive } = options;
  const known = new Map(listEnvironments(read).map((environment) => [environment.key, environment]));
  if (known.size === 0) {
    const first: Environment = { ...firstEnvironment, key: 'local', active: true, savedAt: now() };
    known.set(first.key, first);
    writer.add({
      durability: 'telemetry',
      task: (db) => {
        putEnvironment(db, first.key, firstEnvironment, first.savedAt);
        setActiveEnvironment(db, first.key);
      },
      onCommitted: () => undefined,
      // It is made again at the next start.
      onFailed: () => undefined,
    });
  }
  const feed = createFeed<Environment>([...known.values()]);

  const find = (key: string): Environment => {
    const found = known.get(key);
    if (!found) throw new OpsError('not_found', 'There is no such environment; it may have been removed.');
    return found;
  };
  const active = (): Environment => {
    const found = [...known.values()].find((environment) => environment.active) ?? known.values().next().value;
    if (!found) throw new OpsError('internal', 'no environment is known');
    return found;
  };
  const recorded = async (type: EventType, subject: string, data: Record<string, Json>, task: (db: WriteDb) => void) =>
    await writer.write('audit', (db) => {
      task(db);
      journal.append(db, { type, source: 'engine', subject, data });
    });
  const publish = (...changed: Environment[]): void => {
    for (const environment of changed) known.set(environment.key, environment);
    feed.publish(changed);
  };

  return {
    feed,
    active,
    save: async (key, fields) => {
      const before = key === null ? null : find(key);
      const namesake = [...known.values()].find(({ name, key: other }) => name === fields.name && other !== key);
      if (namesake) throw new OpsError('conflict', `There is an environment named "${fields.name}" already.`);
      const saved: Environment = {
        ...fields,
        key: key ?? uuidText(v7(now())),
        active: before?.active ?? false,
        savedAt: now(),
      };
      const change = { key: saved.key, name: saved.name, protected: saved.protected };
      await recorded('environment.saved', saved.name, change, (db) =>
        putEnvironment(db, saved.key, fields, saved.savedAt),
      );
      publish(saved);
      if (saved.active) onActive(saved);
      return { key: saved.key };
    },
    remove: async (key) => {
      const { name, active: inUse } = find(key);
      if (inUse) throw new OpsError('conflict', `"${name}" is the active environment; activate another one first.`);
      await recorded('environment.removed', name, { key, name }, (db) => deleteEnvironment(db, key));
      known.delete(key);
      feed.publish([], [key]);
    },
    activate: async (key) => {
      const next = find(key);
      const before = active();
      if (before.key === key) return;
      await recorded('environment.activated', next.name, { key, name: next.name, from: before.name }, (db) =>
        setActiveEnvironment(db, key),
      );
      publish({ ...before, active: false }, { ...next, active: true });
      onActive(active());
    },
  };
}
