// Baselines: captured from Prometheus, kept, exported, imported, and compared with each other or with now.
import type { ImportedDefinition } from '#shared/contract/criteria.ts';
import { baselineSchema, baselineSummarySchema, type Baseline, type BaselineComparison, type BaselineSummary } from '#shared/model/criteria/baseline.ts'; // prettier-ignore
import { compareBaselines } from '#shared/model/criteria/baseline-comparison.ts';
import { OpsError } from '#shared/model/ops-error.ts';
import type { BoardOptions } from '../criteria/criteria-board.ts';
import { createFeed, type Feed } from '../feeds/feed.ts';
import { addBaseline, baselineBody, deleteBaseline, listBaselines } from '../store/baseline-rows.ts';
import type { ReadDb } from '../store/database.ts';
import { uuidText, v7 } from '../store/uuid-v7.ts';
import { baselineFileName, baselineText, readBaseline, readBaselineFile } from './baseline-file.ts';
import { captureBaseline } from './capture.ts';

export interface BaselineBoard {
  feed: Pick<Feed<BaselineSummary>, 'subscribe' | 'get'>;
  /** What the text asks for; `untilMs` null ends the window now. @throws OpsError `unavailable`. */
  capture: (asked: { text: string; untilMs: number | null; by: string }) => Promise<ImportedDefinition>;
  import: (file: string, text: string, by: string) => Promise<{ key: string }>;
  get: (key: string) => Baseline;
  export: (key: string) => { fileName: string; mediaType: string; text: string };
  remove: (key: string, by: string) => Promise<void>;
  /** With another one, or with what the same queries come to now, where `after` is null. */
  compare: (asked: { before: string; after: string | null; by: string }) => Promise<BaselineComparison>;
  close: () => void;
}

export interface BaselineBoardOptions extends BoardOptions {
  /** The active environment, by its name. */
  environment: () => string;
}

const mostBaselines = 500;

export function createBaselineBoard(options: BaselineBoardOptions): BaselineBoard {
  const { read, writer, journal, reader, now, safeText, onDefect } = options;
  const known = new Map(load(read, onDefect).map((one) => [one.key, one]));
  const feed = createFeed<BaselineSummary>([...known.values()]);
  const closed = new AbortController();

  const get = (key: string): Baseline => {
    const body = baselineBody(read, key);
    if (body === null) throw new OpsError('not_found', 'There is no such baseline; it may have been removed.');
    return baselineSchema.parse(JSON.parse(body));
  };
  const captureNow = async (definition: Parameters<typeof captureBaseline>[0]['definition'], by: string, untilMs: number | null) => // prettier-ignore
    await captureBaseline({ reader, definition, toMs: untilMs ?? now(), nowMs: now(), by, environment: options.environment(), safeText, signal: closed.signal }); // prettier-ignore
  const keep = async (baseline: Baseline, file: string | null, by: string): Promise<{ key: string }> => {
    if (known.size >= mostBaselines) throw new OpsError('too_large', `At most ${mostBaselines} baselines are kept.`);
    const key = uuidText(v7(now()));
    const summary = summaryOf(baseline, key, file);
    await writer.write('audit', (db) => {
      addBaseline(db, { key, summary: JSON.stringify(summary), body: JSON.stringify(baseline), capturedAt: baseline.capturedAtMs }); // prettier-ignore
      const type = file === null ? 'baseline.captured' : 'baseline.imported';
      journal.append(db, { type, source: `person:${by}`, subject: baseline.name, data: { ...summary, by } });
    });
    known.set(key, summary);
    feed.publish([summary]);
    return { key };
  };

  return {
    feed,
    capture: async ({ text, untilMs, by }) => {
      const definition = readBaselineFile(text);
      if ('problems' in definition) return { key: null, updated: false, problems: definition.problems };
      const { key } = await keep(await captureNow(definition.value, by, untilMs), null, by);
      return { key, updated: false, problems: [] };
    },
    import: async (file, text, by) => await keep(readBaseline(text), file, by),
    get,
    export: (key) => {
      const baseline = get(key);
      return { fileName: baselineFileName(baseline), mediaType: 'application/json', text: baselineText(baseline) };
    },
    remove: async (key, by) => {
      const { name } = get(key);
      await writer.write('audit', (db) => {
        deleteBaseline(db, key);
        journal.append(db, { type: 'baseline.removed', source: `person:${by}`, subject: name, data: { key, by } });
      });
      known.delete(key);
      feed.publish([], [key]);
    },
    compare: async ({ before: key, after, by }) => {
      const before = get(key);
      const other = after === null ? await captureNow(againOf(before), by, null) : get(after);
      const comparison = compareBaselines(before, other);
      const { outcome, words, notes } = comparison;
      const verdicts = comparison.metrics.map(({ name, verdict, reason }) => ({ name, verdict, reason }));
      await writer.write('audit', (db) => journal.append(db, { type: 'baseline.compared', source: `person:${by}`, subject: before.name, data: { before: key, after, by, outcome, words, notes, verdicts } })); // prettier-ignore
      return comparison;
    },
    close: () => closed.abort(),
  };
}

/** The same queries, cut in the same way. */
function againOf({ name, title, fromMs, toMs, sliceMs, stepMs, summary, metrics }: Baseline) {
  const windowMs = toMs - fromMs;
  return { name, title, windowMs, slices: Math.max(2, Math.round(windowMs / sliceMs)), stepMs, summary, metrics: metrics.map(({ values: _values, points: _points, lag1: _lag1, problem: _problem, warnings: _warnings, ...metric }) => metric) }; // prettier-ignore
}

function summaryOf(baseline: Baseline, key: string, file: string | null): BaselineSummary {
  const { schema: _schema, metrics, ...about } = baseline;
  const problems = metrics.filter(({ problem }) => problem !== null).length;
  const warnings = metrics.filter((metric) => metric.warnings.length > 0).length;
  const slices = Math.max(0, ...metrics.map(({ values }) => values.length));
  return { ...about, key, file, metrics: metrics.length, problems, warnings, slices };
}

function load(read: ReadDb, onDefect: BoardOptions['onDefect']): BaselineSummary[] {
  return listBaselines(read).flatMap(({ summary }) => {
    try {
      return [baselineSummarySchema.parse(JSON.parse(summary))];
    } catch (error) {
      onDefect(error);
      return [];
    }
  });
}
