// What a person can ask of the engine about endpoints that the console scrapes itself.
import type { ScrapeFields } from '#shared/model/scrape.ts';
import type { EngineClient } from '../client/link.ts';
import { refusalOf, type Refusal } from '../client/refusal.ts';
import type { Done } from './change-operations.ts';

/** `name` in each: of the endpoint, for the words of a refusal. */
export function scrapeOperations(client: () => EngineClient, done: Done) {
  return {
    /** With the refusal itself, because it is shown in the dialog that asked. */
    saveScrape: async (key: string | null, fields: ScrapeFields, by: string): Promise<{ ok: true; key: string } | { ok: false; refusal: Refusal }> => {
      try {
        return { ok: true, ...(await client().scrapes.save({ key, fields, by })) };
      } catch (error) {
        return { ok: false, refusal: refusalOf(error) };
      }
    }, // prettier-ignore
    removeScrape: (key: string, name: string, by: string) =>
      done(`Remove ${name}`, (engine) => engine.scrapes.remove({ key, by })),
    pauseScrape: (key: string, name: string, paused: boolean, by: string) =>
      done(`${paused ? 'Pause' : 'Resume'} ${name}`, (engine) => engine.scrapes.pause({ key, paused, by })),
    retryScrape: (key: string, name: string) => done(`Scrape ${name} now`, (engine) => engine.scrapes.retry({ key })),
  };
}
