// Follows one endpoint: scrapes it when it is told to, keeps what came, and says how fresh that is. When it is due is not its
// business.
import type { ScrapeFields, ScrapeTaken } from '#shared/model/scrape.ts';
import { OpsError, messageOf } from '#shared/model/ops-error.ts';
import type { SourceStatus } from '#shared/model/system.ts';
import { openAccess, type Access } from '../sources/prometheus/access.ts';
import { askEndpoint, usualAskLimits, type AskLimits } from './ask-endpoint.ts';
import type { KeptSamples } from './kept-samples.ts';
import { takeExposition, wantedBy, type Family, type TakenScrape } from './take-exposition.ts';

export interface EndpointFollower {
  status: () => SourceStatus;
  taken: () => ScrapeTaken | null;
  counts: () => { done: number; failed: number };
  /** One scrape; never rejects. Not to be called while one is under way. */
  scrape: () => Promise<void>;
  /** Nobody scrapes it now. */
  rest: (reason: string) => void;
  /** It will be scraped from now on. */
  wake: () => void;
  close: () => void;
}

export interface FollowEndpointOptions {
  key: string;
  fields: ScrapeFields;
  samples: Pick<KeptSamples, 'book' | 'head' | 'add'>;
  readSecret: (reference: string) => Promise<string>;
  /** What families say of themselves is to be kept, where it is new. */
  onFamilies: (families: Map<string, Family>) => Promise<void>;
  onStatus: (status: SourceStatus) => void;
  /** Samples are missing between two moments. */
  onGap: (gap: { fromMs: number; toMs: number; reason: string }) => void;
  now: () => number;
  elapsedMs: () => number;
  breathe: () => Promise<void> | undefined;
  limits?: AskLimits;
}

export function followEndpoint(options: FollowEndpointOptions): EndpointFollower {
  const { key, fields, samples, now, elapsedMs, breathe, onStatus } = options;
  const isWanted = wantedBy(fields.keep);
  let status: SourceStatus = { key: `scrape:${key}`, name: `scrape of ${fields.name}`, state: 'off', since: now(), reason: 'it was not looked at yet', seenAt: samples.head().lastMs() }; // prettier-ignore
  let taken: ScrapeTaken | null = null;
  let access: Promise<Access> | null = null;
  let under = new AbortController();
  let scrapes = 0;
  const counts = { done: 0, failed: 0 };

  const say = (change: Partial<SourceStatus>): void => {
    const { warning: _, ...before } = status;
    const state = change.state ?? before.state;
    status = { ...before, ...change, state, since: state === before.state ? before.since : now() };
    onStatus(status);
  };
  const closeAccess = (): void => {
    access?.then(({ close }) => close()).catch(() => undefined); // Why it could not be opened was said.
    access = null;
  };
  const opened = (): Promise<Access> => {
    const mine = (access ??= openAccess(new URL(fields.url), fields.access, options.readSecret));
    mine.catch(() => (access === mine ? (access = null) : undefined));
    return mine;
  };
  const look = async (signal: AbortSignal): Promise<void> => {
    const way = await opened();
    const atMs = now();
    const beganMs = elapsedMs();
    const lastMs = samples.head().lastMs();
    if (lastMs !== null && atMs <= lastMs) throw new OpsError('unavailable', `this machine's clock was set back; nothing is kept until it is past the last samples, which are of ${new Date(lastMs).toISOString()}`); // prettier-ignore
    const answer = await askEndpoint(way, signal, options.limits ?? usualAskLimits);
    const taker = takeExposition({ book: samples.book, scrape: ++scrapes, atMs, openMetrics: answer.openMetrics, isWanted }); // prettier-ignore
    for await (const chunk of answer.chunks()) {
      taker.take(chunk);
      await breathe();
    }
    const brought = taker.end();
    checkWhole(brought, answer.openMetrics);
    await samples.add(atMs, brought.series, brought.values);
    await options.onFamilies(brought.families);
    // It was told to rest while the last of it was written.
    if (signal.aborted) return;
    taken = { atMs, durationMs: elapsedMs() - beganMs, ...brought.counts };
    const { seenAt, state, reason } = status;
    // Longer than the next one that was due: nobody knows what was meanwhile.
    if (seenAt !== null && (state !== 'live' || atMs - seenAt > 1.5 * fields.intervalMs)) options.onGap({ fromMs: seenAt, toMs: atMs, reason: reason === '' ? 'a scrape was late' : reason }); // prettier-ignore
    counts.done++;
    say({ state: 'live', reason: '', seenAt: atMs, ...(way.warning !== '' && { warning: way.warning }) });
  };

  return {
    status: () => status,
    taken: () => taken,
    counts: () => counts,
    scrape: async () => {
      const { signal } = under;
      try {
        await look(signal);
      } catch (error) {
        if (signal.aborted) return;
        counts.failed++;
        const denied = error instanceof OpsError && error.code === 'denied';
        // What was denied may be a secret that has been changed since.
        closeAccess();
        say({ state: denied ? 'denied' : status.seenAt === null ? 'connecting' : 'stale', reason: messageOf(error) });
      }
    },
    rest: (reason) => {
      under.abort(new OpsError('cancelled', reason));
      under = new AbortController();
      closeAccess();
      say({ state: 'off', reason });
    },
    wake: () => {
      if (status.state === 'off') say({ state: 'connecting', reason: '' });
    },
    close: () => {
      under.abort(new OpsError('cancelled', 'Ready Room was closed'));
      closeAccess();
      if (status.state !== 'off') say({ state: 'off', reason: 'Ready Room was closed' });
    },
  };
}

/** @throws OpsError `unavailable` for what is no exposition, or was cut off. */
function checkWhole({ counts, ended, families }: TakenScrape, openMetrics: boolean): void {
  const { malformed, firstMalformed, series, beyondLimit, notWanted, otherTime } = counts;
  if (openMetrics && !ended) throw new OpsError('unavailable', 'the answer is cut off: it has no # EOF at its end'); // prettier-ignore
  const any = series + beyondLimit + notWanted + otherTime + families.size > 0;
  if (!any) throw new OpsError('unavailable', malformed === 0 ? 'the answer has no metrics' : `the answer is not of the text format: ${firstMalformed}`); // prettier-ignore
}
