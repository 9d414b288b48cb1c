// Removes samples that are too old, and the oldest ones where all together are too large: some rows at a time with pauses
// between, so that whoever else writes does not feel it.
import type { ReadDb } from '../store/database.ts';
import {
  deleteSeries,
  findOrphan,
  forgetGone,
  seriesNotSince,
  shrinkBlock,
  type BlockRow,
} from '../store/scrape-rows.ts';
import type { Writer } from '../store/writer.ts';
import type { KeptSamples } from './kept-samples.ts';

export interface EvictedEndpoint {
  target: number;
  keepMs: number;
  samples: Pick<KeptSamples, 'head' | 'headBytes' | 'dropHead' | 'inUse' | 'making'>;
}

export interface EvictOptions {
  read: ReadDb;
  writer: Pick<Writer, 'write'>;
  now: () => number;
  endpoints: () => Iterable<EvictedEndpoint>;
  /** Whole blocks of all endpoints; those that are removed are taken out of it first. */
  blocks: BlockRow[];
  limitBytes: number;
  /** Waits between two steps. */
  pause: () => Promise<void>;
}

/** Rows in one step: a millisecond or two. */
const step = 300;

/** One round: when it is over nothing is too old or too large. Not to be called while one is under way. */
export async function evictSamples(options: EvictOptions): Promise<void> {
  const { writer, read, now, blocks, pause } = options;
  const write = <T>(task: Parameters<typeof writer.write<T>>[1]): Promise<T> => writer.write('telemetry', task);
  const removeBlock = async (no: number): Promise<void> => {
    while (!(await write((db) => shrinkBlock(db, no, step)))) await pause();
  };
  const endpoints = [...options.endpoints()];
  const making = (): number[] => endpoints.flatMap(({ samples }) => samples.making() ?? []);

  for (;;) {
    const block = tooMuch(options, endpoints, now());
    if (block === undefined) break;
    blocks.splice(blocks.indexOf(block), 1);
    await removeBlock(block.no);
    await pause();
  }
  for (const { samples, keepMs } of endpoints) {
    const lastMs = samples.head().lastMs();
    if (lastMs !== null && lastMs < now() - keepMs && samples.making() === null) await samples.dropHead();
  }
  for (const endpoint of endpoints) await forgetSeries(options, endpoint, write);
  for (;;) {
    const orphan = findOrphan(read, making());
    if (orphan === null) break;
    await removeBlock(orphan);
    await pause();
  }
  while (await write((db) => forgetGone(db, step))) await pause();
}

/** The oldest block that is too old by its endpoint, or the oldest of all while there are too many bytes. */
function tooMuch(
  { blocks, limitBytes }: EvictOptions,
  endpoints: readonly EvictedEndpoint[],
  nowMs: number,
): BlockRow | undefined {
  // prettier-ignore
  const keepMs = new Map(endpoints.map((endpoint) => [endpoint.target, endpoint.keepMs]));
  const old = blocks.find(({ target, toMs }) => toMs < nowMs - (keepMs.get(target) ?? 0));
  if (old !== undefined) return old;
  const bytes = blocks.reduce((sum, block) => sum + block.bytes, 0) + endpoints.reduce((sum, { samples }) => sum + samples.headBytes(), 0); // prettier-ignore
  return bytes > limitBytes ? blocks[0] : undefined;
}

/** Series of which no sample is left. */
async function forgetSeries(
  { read, blocks, pause }: EvictOptions,
  { target, samples }: EvictedEndpoint,
  write: <T>(task: (db: Parameters<typeof deleteSeries>[0]) => T) => Promise<T>,
): Promise<void> {
  const [first] = samples.head().times();
  const keptFromMs = blocks.find((block) => block.target === target)?.fromMs ?? first ?? Infinity;
  if (keptFromMs === Infinity || samples.making() !== null) return;
  let after = 0;
  for (;;) {
    const some = seriesNotSince(read, target, keptFromMs, after, step);
    if (some.length === 0) return;
    after = some.at(-1) ?? after;
    // Asked within the task: a scrape may have taken one up meanwhile.
    await write((db) => deleteSeries(db, some.filter((series) => !samples.inUse(series)))); // prettier-ignore
    await pause();
  }
}
