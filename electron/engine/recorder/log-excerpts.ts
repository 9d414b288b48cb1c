// Keeps the last lines of a container that died, once, in the journal: with an incident it is the first thing that is looked
// for, and the first that is gone. Bounded: of a storm of deaths some are passed over, and that is counted.
import type { Json } from '#shared/model/facts.ts';
import { messageOf } from '#shared/model/ops-error.ts';
import type { Journal } from '../journal/journal.ts';
import type { Writer } from '../store/writer.ts';
import { appendOnce, identityOf } from './source-identity.ts';
import type { Excerpt } from './read-excerpt.ts';

export interface Death {
  source: 'docker' | 'kubernetes';
  /** Tells this death from any other of its source. */
  key: string;
  subject: string;
  /** When it died, as well as it is known. */
  at: number;
  exitCode: number | null;
  /** What the event says of it beside: ids and names. */
  about: Record<string, Json>;
  /** Asks for its last lines. @throws OpsError */
  fetch: (signal: AbortSignal) => Promise<Excerpt>;
}

export interface LogExcerpts {
  died: (death: Death) => void;
  close: () => void;
}

export interface LogExcerptsOptions {
  journal: Journal;
  writer: Pick<Writer, 'write'>;
  now: () => number;
  safeText: (text: string) => string;
  onDefect: (error: unknown) => void;
  perMinute?: number;
}

const atOnce = 3;
const fetchLimitMs = 15_000;
/** Deaths that wait for their turn. */
const mostWaiting = 20;
const remembered = 1000;

export function createLogExcerpts({
  journal,
  writer,
  now,
  safeText,
  onDefect,
  perMinute = 30,
}: LogExcerptsOptions): LogExcerpts {
  const ended = new AbortController();
  const seen = new Set<string>();
  const waiting: Death[] = [];
  const skipped = { docker: 0, kubernetes: 0 };
  const begun = { docker: [] as number[], kubernetes: [] as number[] };
  let busy = 0;

  const isAllowed = (source: Death['source']): boolean => {
    const recent = begun[source].filter((at) => at > now() - 60_000);
    begun[source] = recent;
    if (recent.length >= perMinute) return false;
    recent.push(now());
    return true;
  };
  const excerptOf = async ({ fetch }: Death): Promise<Record<string, Json>> => {
    try {
      const { lines, left } = await fetch(AbortSignal.any([ended.signal, AbortSignal.timeout(fetchLimitMs)]));
      return { lines: lines as unknown as Json, ...(left > 0 && { left }), ...(lines.length === 0 && { words: 'it wrote nothing that is kept' }) }; // prettier-ignore
    } catch (error) {
      return { lines: [], words: `its last lines could not be fetched: ${safeText(messageOf(error))}` };
    }
  };
  const keep = async (death: Death): Promise<void> => {
    const { source, key, subject, at, exitCode, about } = death;
    const excerpt = await excerptOf(death);
    if (ended.signal.aborted) return;
    const passedOver = skipped[source];
    skipped[source] = 0;
    const data = { ...about, exitCode, ...excerpt, ...(passedOver > 0 && { passedOver }) };
    const identity = identityOf(source, 'log.excerpt', key);
    await writer.write('telemetry', (db) => appendOnce(db, journal, [{ event: { type: 'log.excerpt', source, subject, time: at, data }, identity }])); // prettier-ignore
  };
  const next = (): void => {
    if (busy >= atOnce || ended.signal.aborted) return;
    const death = waiting.shift();
    if (death === undefined) return;
    busy++;
    void keep(death)
      .catch(onDefect)
      .then(() => {
        busy--;
        next();
      });
  };

  return {
    died: (death) => {
      const id = `${death.source}/${death.key}`;
      if (seen.has(id) || ended.signal.aborted) return;
      seen.add(id);
      if (seen.size > remembered) seen.delete(seen.values().next().value as string);
      if (waiting.length >= mostWaiting || !isAllowed(death.source)) {
        skipped[death.source]++;
        return;
      }
      waiting.push(death);
      next();
    },
    close: () => ended.abort(),
  };
}
