// What a panel asks of Prometheus just now: its queries with the variables' values in them, over its own span, as fine as it
// is wide. Pure.
import type { Panel, PanelQuery } from '#shared/model/dashboard/panel.ts';
import { interpolateLegend, interpolateQuery, interpolateText, type InterpolationScope, type VariableValues } from '#shared/model/dashboard/interpolate.ts'; // prettier-ignore
import type { PlacedSection } from '#shared/model/dashboard/layout.ts';
import { stepMsOf, writtenStepMs } from '#shared/model/dashboard/steps.ts';
import { durationMs } from '#shared/model/duration.ts';
import type { SpanMs } from '#shared/model/span.ts';
import { curlText } from '../../components/curl-text.ts';
import type { PanelTarget } from '../../state/panel-answers.ts';

/** How often targets are scraped where neither the query, the panel nor Prometheus tells, as Grafana has it. */
const plainScrapeMs = 15_000;

/** Panels of the last value: on whole steps that of a day would be minutes old. */
const singleValues = new Set<Panel['shape']['kind']>(['stat', 'gauge', 'bargauge', 'pie']);

/** In what all panels of a dashboard are read. */
export interface PanelSetting {
  variables: VariableValues;
  span: SpanMs;
  /** Whether the end of the span is the present. */
  moving: boolean;
  dashboard: { title: string; uid: string };
  utc: boolean;
  /** How often Prometheus scrapes; null where it is not known. */
  scrapeMs: number | null;
}

export interface PanelQuestions {
  questions: PanelTarget[];
  /** What the panel shows: the dashboard's span, or its own. */
  span: SpanMs;
  /** `last 6 h, 1 d earlier`; empty where it shows the span of the dashboard. */
  spanWords: string;
  /** By how often Prometheus scrapes its steps go where they say nothing; `told` by Prometheus, or assumed. */
  scrape: { everyMs: number; told: boolean };
  /** Variables without a value that a query names: nothing is asked before they have one. */
  waitsFor: string[];
  /** What stands in the queries for nothing known. */
  unknown: string[];
}

export function panelQuestions(panel: Panel, setting: PanelSetting, widthPx: number): PanelQuestions {
  const { span, words } = spanOfPanel(panel, setting);
  const own = { ...setting, span, moving: setting.moving && words === '' };
  const waitsFor = new Set<string>();
  const unknown = new Set<string>();
  const questions = panel.queries.flatMap((query): PanelTarget[] => {
    if (query.hidden || query.query.trim() === '') return [];
    const { question, read } = questionOf(panel, query, own, widthPx);
    for (const name of read.empty) waitsFor.add(name);
    for (const name of read.unknown) unknown.add(name);
    return [question];
  });
  return {
    questions,
    span,
    spanWords: words,
    scrape: { everyMs: scrapeOf(setting), told: setting.scrapeMs !== null },
    waitsFor: [...waitsFor],
    unknown: [...unknown],
  };
}

const scrapeOf = ({ scrapeMs }: Pick<PanelSetting, 'scrapeMs'>): number => scrapeMs ?? plainScrapeMs;

function questionOf(panel: Panel, query: PanelQuery, setting: PanelSetting, widthPx: number) {
  const { fromMs, toMs } = setting.span;
  const scrapeMs = scrapeOf(setting);
  const scope = (intervalMs: number, scrapeIntervalMs: number): InterpolationScope => ({
    ...setting,
    fromMs,
    toMs,
    intervalMs,
    scrapeIntervalMs,
  });
  const plain = scope(scrapeMs, scrapeMs);
  const written = (text: string): number | null =>
    text === '' ? null : writtenStepMs(interpolateQuery(text, plain).text);
  const ownMs = written(query.minStep);
  const leastMs = ownMs ?? written(panel.minStep) ?? scrapeMs;
  const points = Math.max(1, Math.min(widthPx, panel.mostPoints ?? widthPx));
  const stepMs = stepMsOf({ fromMs, toMs, points, leastMs }) * query.stepFactor;
  const read = interpolateQuery(query.query, scope(stepMs, ownMs ?? scrapeMs));
  const question: PanelTarget = {
    refId: query.refId,
    kind: query.ask === 'instant' || (query.ask === 'both' && panel.shape.kind === 'table') ? 'instant' : 'range',
    query: read.text,
    written: query.query,
    legend: interpolateLegend(query.legend, scope(stepMs, scrapeMs)).text,
    format: query.format,
    fromMs,
    toMs,
    stepMs,
    points,
    endsNow: singleValues.has(panel.shape.kind),
    atMs: setting.moving ? null : toMs,
  };
  return { question, read };
}

/** `timeFrom` counts back from the end of the dashboard's span; `timeShift` moves all of it back. */
function spanOfPanel(panel: Panel, setting: PanelSetting): { span: SpanMs; words: string } {
  const scope: InterpolationScope = { ...setting, ...setting.span, intervalMs: scrapeOf(setting), scrapeIntervalMs: scrapeOf(setting) }; // prettier-ignore
  const text = (written: string): string => interpolateText(written, scope).text.trim();
  const [long, back] = [text(panel.span), text(panel.shift)];
  const longMs = durationMs(long.replace(/^now-/, ''));
  const backMs = durationMs(back);
  let { fromMs, toMs } = setting.span;
  if (longMs !== null && longMs > 0) fromMs = toMs - longMs;
  if (backMs !== null) {
    fromMs -= backMs;
    toMs -= backMs;
  }
  const words = [longMs !== null && longMs > 0 ? `last ${long}` : '', backMs !== null && backMs > 0 ? `${back} earlier` : '']; // prettier-ignore
  return { span: { fromMs, toMs }, words: words.filter(Boolean).join(', ') };
}

/** What the panel says of itself, with the values in it. */
export function panelTexts(panel: Panel, setting: PanelSetting): { title: string; description: string; text: string } {
  const scope: InterpolationScope = { ...setting, ...setting.span, intervalMs: scrapeOf(setting), scrapeIntervalMs: scrapeOf(setting) }; // prettier-ignore
  const read = (text: string): string => interpolateText(text, scope).text;
  const { shape } = panel;
  return {
    title: read(panel.title),
    description: read(panel.description),
    text: shape.kind === 'text' ? read(shape.text) : '',
  };
}

/** The title of a row with the values in it; empty for what stands above all rows. */
export function sectionTitle(placed: PlacedSection, setting: Omit<PanelSetting, 'variables'>): string {
  const { title, variables } = placed;
  const scope = {
    ...setting,
    ...setting.span,
    variables,
    intervalMs: scrapeOf(setting),
    scrapeIntervalMs: scrapeOf(setting),
  };
  return title === null ? '' : interpolateText(title, scope).text;
}

/** The question as a command, for whoever wants to ask it elsewhere. */
export function targetAsCurl(url: string | null, { kind, query, fromMs, toMs, stepMs, atMs }: PanelTarget): string {
  const seconds = (ms: number): string => String(ms / 1000);
  if (kind === 'range') {
    const params = { query, start: seconds(fromMs), end: seconds(toMs), step: seconds(stepMs) };
    return curlText({ url, path: 'query_range', params });
  }
  return curlText({ url, path: 'query', params: { query, ...(atMs === null ? {} : { time: seconds(atMs) }) } });
}
