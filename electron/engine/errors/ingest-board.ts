// The ways in which errors come, as screens are told of them: what became of what was sent, and which files are followed.
import { hourMs } from '#shared/model/errors/group-state.ts';
import type { ErrorRefusal, IngestCounts, IngestSource } from '#shared/model/errors/error-ingest.ts';
import type { ReadDb } from '../store/database.ts';
import { lastRefusals, tallies, type TallyRow } from '../store/error-ingest-rows.ts';
import { ingestOutcomes } from './refusal.ts';
import type { Tail } from './tails.ts';

const plainWays = ['http', 'otlp', 'engine'] as const;
const shownRefusals = 50;

/** All ways that were ever used, those that can be, and the files that are followed. */
export function ingestSources(read: ReadDb, tails: readonly Tail[], atMs: number): IngestSource[] {
  const hour = Math.floor(atMs / hourMs);
  const day = byWay(tallies(read, hour - 23, hour));
  const all = byWay(tallies(read, 0, hour));
  const ways = new Set<string>([...plainWays, ...tails.map(({ path }) => `tail ${path}`), ...all.keys()]);
  return [...ways].map((key) => sourceOf(key, day.get(key) ?? [], all.get(key) ?? [], tails));
}

function sourceOf(key: string, day: TallyRow[], all: TallyRow[], tails: readonly Tail[]): IngestSource {
  const kind = (['tail', 'import'] as const).find((one) => key.startsWith(`${one} `)) ?? plainWays.find((way) => way === key) ?? 'http'; // prettier-ignore
  const path = kind === 'tail' || kind === 'import' ? key.slice(kind.length + 1) : '';
  const tail = kind === 'tail' ? tails.find((one) => one.path === path) : undefined;
  const flag = (name: string): number => all.find(({ category, outcome }) => category === 'flag' && outcome === name)?.quantity ?? 0; // prettier-ignore
  return {
    key,
    kind,
    path,
    tail: tail === undefined ? null : { key: tail.key, state: tail.state, reason: tail.reason, offset: tail.offset, addedBy: tail.addedBy, addedAt: tail.addedAt }, // prettier-ignore
    lastDay: countsOf(day),
    all: countsOf(all),
    policyViolations: flag('policy_violation'),
    inputsDropped: flag('input_dropped'),
  };
}

function byWay(rows: readonly TallyRow[]): Map<string, TallyRow[]> {
  return Map.groupBy(rows, ({ ingest }) => ingest);
}

function countsOf(rows: readonly TallyRow[]): IngestCounts {
  const counts = Object.fromEntries(ingestOutcomes.map((outcome) => [outcome, 0])) as unknown as IngestCounts;
  for (const { category, outcome, quantity } of rows) if (category === 'error') counts[outcome as keyof IngestCounts] += quantity; // prettier-ignore
  return counts;
}

export function refusals(read: ReadDb, until?: number): ErrorRefusal[] {
  return lastRefusals(read, shownRefusals, until).map(({ no, at, ingest, reason, detail, excerpt }) => ({ key: String(no), at, source: ingest, reason, detail, excerpt })); // prettier-ignore
}
