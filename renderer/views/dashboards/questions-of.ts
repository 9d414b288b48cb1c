// What a panel asks of Prometheus just now: its queries with the variables' values in them, over its own span, as fine as it
// is wide. Pure.
import { calcNames, calcTitles } from '#shared/model/dashboard/calcs.ts';
import type { Panel, PanelQuery } from '#shared/model/dashboard/panel.ts';
import { interpolateLegend, interpolateText, type InterpolationScope, type VariableValues } from '#shared/model/dashboard/interpolate.ts'; // prettier-ignore
import type { PlacedSection } from '#shared/model/dashboard/layout.ts';
import { askedQuery, isAsked, spanOfPanel } from '#shared/model/dashboard/panel-query.ts';
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
  dashboard: { key: string; title: string; uid: string };
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
  const { span, words } = spanOfPanel(panel, plainScope(setting));
  const own = { ...setting, span, moving: setting.moving && words === '' };
  const waitsFor = new Set<string>();
  const unknown = new Set<string>();
  const questions = panel.queries.flatMap((query): PanelTarget[] => {
    if (!isAsked(query)) return [];
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
  const { read, timeless, scope, leastMs, ...asked } = askedQuery(panel, query, { ...setting, fromMs, toMs, scrapeMs, points: widthPx }); // prettier-ignore
  const question: PanelTarget = {
    refId: query.refId,
    query: read.text,
    asked: { expr: timeless, dashboard: setting.dashboard.key },
    written: query.query,
    legend: interpolateLegend(query.legend, { ...scope, scrapeIntervalMs: scrapeMs }).text,
    format: query.format,
    fromMs,
    toMs,
    ...asked,
    endsNow: singleValues.has(panel.shape.kind),
    ...samplesOf(panel, leastMs, widthPx),
    atMs: setting.moving ? null : toMs,
  };
  return { question, read };
}

/** Stacks of more would be drawn late: each has its points at the times of all. */
const mostStacked = 5;

/** Lines show every sample; what is made of samples at the same moments cannot. */
function samplesOf({ shape, transformations, queries, style, overrides }: Panel, everyMs: number, widthPx: number): Pick<PanelTarget, 'samples'> {
  if (shape.kind !== 'timeseries') return {};
  const stacks = new Set([style, ...overrides.map((one) => one.style)].map(({ stack }) => stack));
  const atOnce = transformations.length > 0 || stacks.has('percent') || queries.some(({ format }) => format === 'table');
  const { calcs, sort } = shape.legend;
  const sorted = sort === null ? undefined : calcNames.find((calc) => calc === sort.by || calcTitles[calc] === sort.by);
  return { samples: { everyMs, mostSeries: atOnce ? 0 : stacks.has('normal') ? mostStacked : 1000, widthPx, calcs: [...new Set([...calcs, ...(sorted ? [sorted] : [])])] } };
} // prettier-ignore

/** What texts that no query is in are read in. */
const plainScope = (setting: PanelSetting): InterpolationScope => ({ ...setting, ...setting.span, intervalMs: scrapeOf(setting), scrapeIntervalMs: scrapeOf(setting) }); // prettier-ignore

/** What the panel says of itself, with the values in it. */
export function panelTexts(panel: Panel, setting: PanelSetting): { title: string; description: string; text: string } {
  const scope = plainScope(setting);
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
