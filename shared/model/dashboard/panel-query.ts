// How one query of a panel is asked: its kind, its step, its text with the values in it, and the time of its panel. The page
// asks so for what is looked at, the engine for what is kept with an incident. Pure.
import { durationMs } from '../duration.ts';
import type { SpanMs } from '../span.ts';
import {
  interpolateQuery,
  interpolateText,
  timelessQuery,
  type Interpolated,
  type InterpolationScope,
} from './interpolate.ts';
import type { Panel, PanelQuery } from './panel.ts';
import { stepMsOf, writtenStepMs } from './steps.ts';

/** In what a query is read: its step follows from it. */
export interface QueryScope extends Omit<InterpolationScope, 'intervalMs' | 'scrapeIntervalMs'> {
  /** How often Prometheus scrapes. */
  scrapeMs: number;
  /** Samples that can be told apart. */
  points: number;
}

export interface AskedQuery {
  kind: 'range' | 'instant';
  stepMs: number;
  /** No sample is nearer to the next: what the query or the panel says, or how often Prometheus scrapes. */
  leastMs: number;
  /** Fewer than there is room for, where the panel says so. */
  points: number;
  read: Interpolated;
  /** The same whatever time is shown: what was kept is found by it. */
  timeless: string;
  /** What it is read in, for other texts of it. */
  scope: InterpolationScope;
}

export function askedQuery(panel: Panel, query: PanelQuery, { scrapeMs, ...of }: QueryScope): AskedQuery {
  const scope = (intervalMs: number, scrapeIntervalMs: number): InterpolationScope => ({ ...of, intervalMs, scrapeIntervalMs }); // prettier-ignore
  const plain = scope(scrapeMs, scrapeMs);
  const written = (text: string): number | null =>
    text === '' ? null : writtenStepMs(interpolateQuery(text, plain).text);
  const ownMs = written(query.minStep);
  const leastMs = ownMs ?? written(panel.minStep) ?? scrapeMs;
  const points = Math.max(1, Math.min(of.points, panel.mostPoints ?? of.points));
  const { fromMs, toMs } = of;
  const stepMs = stepMsOf({ fromMs, toMs, points, leastMs }) * query.stepFactor;
  const read = scope(stepMs, ownMs ?? scrapeMs);
  return {
    kind: query.ask === 'instant' || (query.ask === 'both' && panel.shape.kind === 'table') ? 'instant' : 'range',
    stepMs,
    leastMs,
    points,
    read: interpolateQuery(query.query, read),
    timeless: timelessQuery(query.query, read),
    scope: read,
  };
}

/** Whether a panel asks it: hidden ones are there for others, and an empty one asks nothing. */
export const isAsked = ({ hidden, query }: PanelQuery): boolean => !hidden && query.trim() !== '';

/** `timeFrom` counts back from the end of the dashboard's span; `timeShift` moves all of it back. */
export function spanOfPanel(panel: Panel, scope: InterpolationScope): { span: SpanMs; words: string } {
  const text = (written: string): string => interpolateText(written, scope).text.trim();
  const [long, back] = [text(panel.span), text(panel.shift)];
  const longMs = durationMs(long.replace(/^now-/, ''));
  const backMs = durationMs(back);
  let { fromMs, toMs } = scope;
  if (longMs !== null && longMs > 0) fromMs = toMs - longMs;
  if (backMs !== null) {
    fromMs -= backMs;
    toMs -= backMs;
  }
  const words = [longMs !== null && longMs > 0 ? `last ${long}` : '', backMs !== null && backMs > 0 ? `${back} earlier` : '']; // prettier-ignore
  return { span: { fromMs, toMs }, words: words.filter(Boolean).join(', ') };
}
