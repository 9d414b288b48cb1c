// What a person can ask of the engine about errors: looked into, spoken of, and taken from files.
import type { EngineClient } from '../client/link.ts';
import { refusalOf } from '../client/refusal.ts';
import type { Done } from './change-operations.ts';

export interface ErrorSaid {
  key: string;
  by: string;
  note: string;
}
export type FixedIn = { how: 'in' | 'after'; name: string } | null;

/** `title` in each: of the failure, for the words of a refusal. */
export function errorOperations(client: () => EngineClient, done: Done) {
  /** Why it was refused; null where it was done. */
  async function refusal(ask: () => Promise<unknown>): Promise<string | null> {
    try {
      await ask();
      return null;
    } catch (error) {
      return refusalOf(error).message;
    }
  }
  return {
    errorGroup: async (key: string) => await client().errors.group({ key }),
    occurrences: async (key: string) => await client().errors.occurrences({ key }),
    errorTrend: async () => await client().errors.trend({ hours: 24 }),
    errorRisks: async () => await client().errors.risks(),
    errorDecisions: async () => await client().errors.decisions({ hours: 24 }),
    correlation: async (id: string) => await client().errors.correlation({ id }),
    errorRefusals: async () => await client().errors.refusals(),
    ingestDoor: async () => await client().errors.door(),
    resolveError: (title: string, said: ErrorSaid, release: FixedIn) =>
      done(`Resolve ${title}`, (engine) => engine.errors.resolve({ ...said, release })),
    archiveError: (title: string, said: ErrorSaid, untilMs: number) =>
      done(`Put ${title} aside`, (engine) => engine.errors.archive({ ...said, untilMs })),
    reopenError: (title: string, said: ErrorSaid) => done(`Reopen ${title}`, (engine) => engine.errors.reopen(said)),
    followErrorFile: (path: string, by: string) => refusal(async () => await client().errors.addTail({ path, by })),
    unfollowErrorFile: (key: string, path: string, by: string) =>
      done(`Stop following ${path}`, (engine) => engine.errors.removeTail({ key, by })),
    /** @returns what became of it, in words; a refusal where it could not be read. */
    importErrorFile: async (path: string, by: string): Promise<{ ok: boolean; words: string }> => {
      try {
        const { sent, outcomes } = await client().errors.importFile({ path, by });
        const { accepted, duplicate } = outcomes;
        return { ok: true, words: `${sent} lines: ${accepted} kept, ${duplicate} known already, ${sent - accepted - duplicate} refused` }; // prettier-ignore
      } catch (error) {
        return { ok: false, words: refusalOf(error).message };
      }
    },
  };
}
