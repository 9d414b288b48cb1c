// One endpoint with everything that is of it: what a person said of it, its follower, its samples and its families.
import type { Json } from '#shared/model/facts.ts';
import { scrapeFieldsSchema, type Scrape, type ScrapeFields } from '#shared/model/scrape.ts';
import type { SourceStatus } from '#shared/model/system.ts';
import type { EventType } from '../journal/journal.ts';
import { listScrapeFamilies, putScrapeFamilies, type BlockRow, type ScrapeTargetRow } from '../store/scrape-rows.ts';
import type { ReadDb } from '../store/database.ts';
import type { Writer } from '../store/writer.ts';
import { createCoverage } from '../watch/coverage.ts';
import type { EvictedEndpoint } from './evict-samples.ts';
import { followEndpoint, type EndpointFollower } from './follow-endpoint.ts';
import { blockScrapes, keptSamples } from './kept-samples.ts';
import type { Asked } from './scraped-questions.ts';
import type { Family } from './take-exposition.ts';

export interface Endpoint {
  row: () => ScrapeTargetRow;
  fields: () => ScrapeFields;
  setPaused: (paused: boolean) => void;
  follower: () => EndpointFollower;
  scrape: () => Promise<void>;
  /** Resolves when no scrape is under way. */
  idle: () => Promise<void>;
  shown: (blocks: readonly BlockRow[], missed: number) => Scrape;
  asked: (blocks: readonly BlockRow[]) => Asked;
  evicted: () => EvictedEndpoint;
}

export interface EndpointOptions {
  row: ScrapeTargetRow;
  read: ReadDb;
  writer: Pick<Writer, 'write'>;
  readSecret: (reference: string) => Promise<string>;
  now: () => number;
  elapsedMs: () => number;
  breathe: () => Promise<void> | undefined;
  onStatus: (status: SourceStatus) => void;
  onEvent: (event: { type: EventType; time: number; data: Record<string, Json> }) => void;
  onBlock: (block: BlockRow) => void;
  onChange: () => void;
}

export function createEndpoint(options: EndpointOptions): Endpoint {
  const { read, writer, breathe, onStatus, onEvent, onChange } = options;
  let row = options.row;
  const { no: target, key } = row;
  const fields = scrapeFieldsSchema.parse(JSON.parse(row.fields));
  const keepMs = fields.keepHours * 3_600_000;
  const source = `scrape of ${fields.name}`;
  const coverage = createCoverage({ source, record: onEvent });
  const families = new Map<string, Family>(listScrapeFamilies(read, target).map(({ name, ...family }) => [name, family])); // prettier-ignore
  const samples = keptSamples({ ...options, target, blockScrapes: blockScrapes(fields.intervalMs, keepMs) });
  let under: Promise<void> = Promise.resolve();

  const follower = followEndpoint({
    ...options,
    key,
    fields,
    samples,
    onFamilies: async (said) => {
      const fresh = [...said].filter(([name, family]) => !isSame(families.get(name), family));
      if (fresh.length === 0) return;
      for (const [name, family] of fresh) families.set(name, family);
      await writer.write('telemetry', (db) => putScrapeFamilies(db, target, fresh.map(([name, family]) => ({ name, ...family })))); // prettier-ignore
    },
    onStatus: (status) => {
      coverage(status);
      onStatus(status);
      onChange();
    },
    onGap: ({ fromMs, toMs, reason }) => onEvent({ type: 'source.gap', time: toMs, data: { source, from: fromMs, to: toMs, reason } }), // prettier-ignore
  });
  return {
    row: () => row,
    fields: () => fields,
    setPaused: (paused) => (row = { ...row, paused }),
    follower: () => follower,
    scrape: () => (under = follower.scrape()),
    idle: () => under,
    shown: (blocks, missed) => {
      const mine = blocks.filter((block) => block.target === target);
      const keptBytes = mine.reduce((sum, { bytes }) => sum + bytes, samples.headBytes());
      const keptFromMs = mine[0]?.fromMs ?? samples.head().times()[0] ?? null;
      return { key, fields, paused: row.paused, savedAt: row.savedAt, status: follower.status(), taken: follower.taken(), ...follower.counts(), missed, keptBytes, keptFromMs }; // prettier-ignore
    },
    asked: (blocks) => ({ read, target, name: fields.name, intervalMs: fields.intervalMs, families, head: samples.head(), blocks, breathe }), // prettier-ignore
    evicted: () => ({ target, keepMs, samples }),
  };

  function isSame(a: Family | undefined, b: Family): boolean {
    return a !== undefined && a.type === b.type && a.help === b.help && a.unit === b.unit;
  }
}
