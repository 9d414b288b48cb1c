// Soak tests: started, sampled at every interval, judged now and then, ended by their time or by a person. They survive the
// end of the console and the sleep of the machine; what was missed is asked for afterwards.
import type { ImportedDefinition } from '#shared/contract/criteria.ts';
import type { CriterionTick } from '#shared/model/criteria/judgement.ts';
import type { WatchedSoak } from '#shared/model/criteria/soak.ts';
import { OpsError } from '#shared/model/ops-error.ts';
import type { BoardOptions } from '../criteria/criteria-board.ts';
import type { Failing } from '../criteria/failing-notices.ts';
import { createFeed, type Feed } from '../feeds/feed.ts';
import type { EventType, NewEvent } from '../journal/journal.ts';
import { addSoak, deleteSoak, listSoaks, putSoakProgress, putSoakStretches, soakStretches } from '../store/soak-rows.ts'; // prettier-ignore
import { uuidText, v7 } from '../store/uuid-v7.ts';
import { judgeSoak } from './judge-soak.ts';
import { dueSlots, measuredOf, newSoak, rowOfSoak, showSoak, slotsOf, slotTime, soakOfRow, type KnownSoak } from './known-soak.ts'; // prettier-ignore
import { isAnswered, sampleSoak } from './sample-soak.ts';
import { readSoakFile } from './soak-file.ts';
import { soakReport } from './soak-report.ts';

export interface SoakBoard {
  feed: Pick<Feed<WatchedSoak>, 'subscribe' | 'get'>;
  /** `fromMs`: it began then, and what Prometheus has of that time counts; null for now. */
  start: (asked: { text: string; fromMs: number | null; by: string }) => Promise<ImportedDefinition>;
  stop: (key: string, by: string) => Promise<void>;
  remove: (key: string, by: string) => Promise<void>;
  /** Samples and judges it now. */
  look: (key: string) => Promise<void>;
  tick: (word: { key: string; criterion: string } & Omit<CriterionTick, 'atMs'>) => Promise<void>;
  report: (key: string, format: 'markdown' | 'json') => { fileName: string; mediaType: string; text: string };
  close: () => void;
}

const mostRunning = 10;
const judgeEveryMs = 300_000;
/** How long after its end it still waits for a server that does not answer. */
const graceMs = 3_600_000;

export function createSoakBoard(options: BoardOptions): SoakBoard {
  const { writer, journal, reader, now, later, safeText, onDefect } = options;
  const known = new Map<string, KnownSoak>();
  const timers = new Map<string, () => void>();
  const underWay = new Map<string, Promise<void>>();
  const feed = createFeed<WatchedSoak>();
  const closed = new AbortController();

  const get = (key: string): KnownSoak => {
    const found = known.get(key);
    if (!found) throw new OpsError('not_found', 'There is no such soak; it may have been removed.');
    return found;
  };
  const publish = (soak: KnownSoak): void => feed.publish([showSoak(soak, now())]);
  const keep = async (soak: KnownSoak, events: NewEvent[], durability: 'audit' | 'telemetry' = 'telemetry') => {
    const stretches = soak.samples.takeChanged();
    const { progress } = rowOfSoak(soak);
    await writer.write(durability, (db) => {
      putSoakStretches(db, soak.key, stretches);
      putSoakProgress(db, soak.key, progress);
      if (events.length > 0) journal.appendAll(db, events);
    });
  };

  const round = async (soak: KnownSoak, judged: boolean): Promise<void> => {
    const { progress, definition } = soak;
    if (progress.state !== 'running') return;
    const nowMs = now();
    const before = Math.min(...measuredOf(definition).map(({ id }) => progress.answered[id] ?? 0));
    await sampleSoak(soak, { reader, nowMs, safeText, signal: closed.signal });
    if (closed.signal.aborted || known.get(soak.key) !== soak) return;
    const over = dueSlots(soak, nowMs) >= slotsOf(definition);
    const ended = over && (isAnswered(soak, nowMs) || nowMs > slotTime(soak, slotsOf(definition)) + graceMs);
    const caughtUp = dueSlots(soak, nowMs) - before > 2;
    const due = progress.judgedAtMs === null || nowMs - progress.judgedAtMs >= judgeEveryMs;
    const news = judged || ended || caughtUp || due ? await judge(soak, nowMs) : [];
    if (closed.signal.aborted || known.get(soak.key) !== soak) return;
    if (ended) {
      progress.state = 'finished';
      timers.get(soak.key)?.();
      timers.delete(soak.key);
      progress.endedAtMs = slotTime(soak, slotsOf(definition) - 1);
      news.push(endEvent(soak, 'soak.finished', 'engine', now()));
    }
    await keep(soak, news, ended ? 'audit' : 'telemetry');
    publish(soak);
    if (news.length > 0) options.onFailing?.(failingOf(soak, news));
  };
  /** One at a time: each leaves the next less to ask. */
  const look = async (soak: KnownSoak, judged: boolean): Promise<void> => {
    for (let before = underWay.get(soak.key); before; before = underWay.get(soak.key)) await before;
    const running = round(soak, judged).finally(() => underWay.delete(soak.key));
    underWay.set(soak.key, running.catch(() => undefined)); // prettier-ignore
    await running;
  };
  const plan = (soak: KnownSoak): void => {
    timers.get(soak.key)?.();
    timers.delete(soak.key);
    if (closed.signal.aborted || known.get(soak.key) !== soak || soak.progress.state !== 'running') return;
    const nextMs = slotTime(soak, Math.floor((now() - soak.startedAtMs) / soak.definition.intervalMs)) - now();
    const next = (): void => void look(soak, false).catch(onDefect).then(() => plan(soak)); // prettier-ignore
    timers.set(soak.key, later(next, Math.max(1, nextMs)));
  };
  const end = async (soak: KnownSoak): Promise<void> => {
    timers.get(soak.key)?.();
    timers.delete(soak.key);
    for (let before = underWay.get(soak.key); before; before = underWay.get(soak.key)) await before;
  };

  for (const soak of load(options)) {
    known.set(soak.key, soak);
    publish(soak);
    // Not at once: after a start there is enough to do, and what was missed is not lost.
    if (soak.progress.state === 'running') timers.set(soak.key, later(() => void look(soak, false).catch(onDefect).then(() => plan(soak)), 5000)); // prettier-ignore
  }

  return {
    feed,
    start: async ({ text, fromMs, by }) => {
      const result = readSoakFile(text);
      if ('problems' in result) return { key: null, updated: false, problems: result.problems };
      const server = reader.place();
      if (server === null)
        throw new OpsError('unavailable', 'No Prometheus is connected, so there is nothing to sample.');
      if (fromMs !== null && fromMs > now()) throw new OpsError('bad_input', 'A soak cannot have begun in the future.');
      const running = [...known.values()].filter(({ progress }) => progress.state === 'running');
      if (running.length >= mostRunning) throw new OpsError('conflict', `${mostRunning} soaks are running; that is the most. Stop one of them.`); // prettier-ignore
      // Whole intervals, so that the server's answers for the same time are the same.
      const { intervalMs } = result.value;
      const startedAtMs = Math.floor((fromMs ?? now()) / intervalMs) * intervalMs;
      const soak = newSoak({ key: uuidText(v7(now())), definition: result.value, startedAtMs, server, by });
      await writer.write('audit', (db) => {
        addSoak(db, rowOfSoak(soak));
        journal.append(db, { type: 'soak.started', source: `person:${by}`, subject: soak.definition.name, data: { key: soak.key, by, server, startedAtMs, durationMs: soak.definition.durationMs } }); // prettier-ignore
      });
      known.set(soak.key, soak);
      publish(soak);
      void look(soak, true)
        .catch(onDefect)
        .then(() => plan(soak));
      return { key: soak.key, updated: false, problems: [] };
    },
    stop: async (key, by) => {
      const soak = get(key);
      if (soak.progress.state !== 'running') throw new OpsError('conflict', 'The soak is over already.');
      await look(soak, true);
      await end(soak);
      if (soak.progress.state !== 'running') return;
      soak.progress.state = 'stopped';
      soak.progress.endedAtMs = now();
      await keep(soak, [endEvent(soak, 'soak.stopped', `person:${by}`, now())], 'audit');
      publish(soak);
    },
    remove: async (key, by) => {
      const soak = get(key);
      known.delete(key);
      await end(soak);
      await writer.write('audit', (db) => {
        deleteSoak(db, key);
        journal.append(db, { type: 'soak.removed', source: `person:${by}`, subject: soak.definition.name, data: { key, by } }); // prettier-ignore
      });
      feed.publish([], [key]);
    },
    look: async (key) => await look(get(key), true),
    tick: async ({ key, criterion: id, outcome, by, note }) => {
      const soak = get(key);
      const criterion = soak.definition.criteria.find((one) => one.id === id);
      if (criterion?.measure.kind !== 'manual') throw new OpsError('conflict', 'Only what is not measured is judged by a person.'); // prettier-ignore
      soak.progress.ticks[id] = { outcome, by, note, atMs: now() };
      const event: NewEvent = { type: 'criterion.ticked', source: `person:${by}`, subject: `${soak.definition.name}/${id}`, data: { key, criterion: id, outcome, by, note, words: criterion.originalWords } }; // prettier-ignore
      await keep(soak, [event], 'audit');
      publish(soak);
    },
    report: (key, format) => soakReport(showSoak(get(key), now()), format),
    close: () => {
      closed.abort();
      for (const stop of timers.values()) stop();
      timers.clear();
    },
  };
}

/** The findings as they are now; what changed is news. */
async function judge(soak: KnownSoak, nowMs: number): Promise<NewEvent[]> {
  const { definition, progress } = soak;
  const due = dueSlots(soak, nowMs);
  const before = new Map(progress.findings.map((finding) => [finding.id, finding]));
  const findings = await judgeSoak(soak, nowMs);
  progress.findings = findings;
  progress.judgedAtMs = nowMs;
  return findings.flatMap((finding): NewEvent[] => {
    const { id, outcome, soFar, reason, value, observed } = finding;
    const old = before.get(id);
    if (old?.outcome === outcome && old.soFar === soFar) return [];
    return [{ type: 'soak.judged', source: 'engine', subject: `${definition.name}/${id}`, data: { key: soak.key, criterion: id, outcome, soFar, reason, value, observed, due } }]; // prettier-ignore
  });
}

/** Of what fails, what this judgement was the first to say. */
function failingOf({ key, definition, progress }: KnownSoak, news: readonly NewEvent[]): Failing {
  const fresh = new Set(news.map(({ data }) => (Object(data) as { criterion?: string }).criterion));
  const titles = new Map(definition.criteria.map(({ id, title }) => [id, title]));
  const criteria = progress.findings
    .filter(({ outcome }) => outcome === 'fail')
    .map(({ id, reason }) => ({ id, words: `${titles.get(id) ?? id}: ${reason}`, fresh: fresh.has(id) }));
  return { about: 'soak', key, title: definition.title, criteria };
}

function endEvent(soak: KnownSoak, type: EventType, source: string, nowMs: number): NewEvent {
  const { words, outcome, coverage, findings } = showSoak(soak, nowMs);
  const short = findings.map(({ id, outcome: of, reason }) => ({ id, outcome: of, reason }));
  return { type, source, subject: soak.definition.name, data: { key: soak.key, outcome, words, coverage, findings: short } }; // prettier-ignore
}

function load({ read, onDefect }: BoardOptions): KnownSoak[] {
  return listSoaks(read).flatMap((row) => {
    try {
      const soak = soakOfRow(row);
      for (const stretch of soakStretches(read, row.key)) soak.samples.load(stretch);
      return [soak];
    } catch (error) {
      onDefect(error);
      return [];
    }
  });
}
