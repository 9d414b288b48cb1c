// What all panels of a dashboard ask, also of those in folded rows and of repeated ones: what the page will ask when it is
// opened with the values that its variables have now. Pure.
import type { Dashboard } from '#shared/model/dashboard/dashboard.ts';
import { interpolateQuery, interpolateText, rateIntervalMs, variablesIn, type InterpolationScope, type VariableValues } from '#shared/model/dashboard/interpolate.ts'; // prettier-ignore
import { layoutOf } from '#shared/model/dashboard/layout.ts';
import { momentMs } from '#shared/model/dashboard/moment.ts';
import type { Panel } from '#shared/model/dashboard/panel.ts';
import { askedQuery, isAsked, spanOfPanel } from '#shared/model/dashboard/panel-query.ts';
import type { SpanMs } from '#shared/model/span.ts';
import { rangeStep } from '../metrics/range-step.ts';

export interface QuestionToKeep extends SpanMs {
  /** The title of its panel. */
  panel: string;
  /** As it is sent, and without its time. */
  query: string;
  asked: string;
  stepMs: number;
  /** What its time built-ins stand for; null for those it does not name. */
  rateMs: number | null;
  rangeMs: number | null;
  /** Variables without a value that it names: it cannot be asked. */
  waitsFor: string[];
}

export interface KeptSetting extends SpanMs {
  variables: VariableValues;
  scrapeMs: number;
  nowMs: number;
}

/** Steps of an answer: an hour is kept every 15 s, six hours every minute. */
const points = 360;

/** Those of unfolded rows first. */
export function questionsToKeep(dashboard: Dashboard, setting: KeptSetting): QuestionToKeep[] {
  const { variables } = setting;
  const asShown = layoutOf(dashboard, variables);
  const folded = new Set(asShown.filter(({ collapsed }) => collapsed).map(({ key }) => key));
  const all = layoutOf(dashboard, variables, folded);
  const inOrder = [...all.filter(({ key }) => !folded.has(key)), ...all.filter(({ key }) => folded.has(key))];
  const ofPanels = inOrder.flatMap(({ panels }) => panels.flatMap((placed) => questionsOf(placed.panel, dashboard, { ...setting, variables: placed.variables }))); // prettier-ignore
  return [...ofPanels, ...eventsOf(dashboard).flatMap((panel) => questionsOf(panel, dashboard, setting))];
}

function questionsOf(panel: Panel, dashboard: Dashboard, setting: KeptSetting): QuestionToKeep[] {
  const { title, uid, time } = dashboard;
  const { fromMs, toMs, variables, scrapeMs, nowMs } = setting;
  const scope: InterpolationScope = { variables, fromMs, toMs, intervalMs: scrapeMs, scrapeIntervalMs: scrapeMs, dashboard: { title, uid }, utc: true }; // prettier-ignore
  const { span } = spanOfPanel(panel, scope);
  const named = interpolateText(panel.title, scope).text;
  // A panel with a longer span of its own shows that, one with a shorter one is looked at at any moment of the time.
  const kept = { fromMs: Math.min(span.fromMs, span.toMs - (toMs - fromMs)), toMs: span.toMs };
  const ownRangeMs = span.toMs - span.fromMs === toMs - fromMs ? rangeOf(time, nowMs) : span.toMs - span.fromMs;
  return panel.queries.filter(isAsked).map((query) => {
    const { stepMs, timeless, scope: own } = askedQuery(panel, query, { ...scope, ...kept, scrapeMs, points });
    // A range is as long as the dashboard shows by itself, not as what is kept.
    const read = interpolateQuery(query.query, { ...own, fromMs: kept.toMs - ownRangeMs, toMs: kept.toMs });
    const names = variablesIn(timeless);
    const step = rangeStep({ ...kept, widthPx: 8192, minStepMs: stepMs });
    return {
      panel: named === '' ? 'Panel without a title' : named,
      query: read.text,
      asked: timeless,
      fromMs: step.startMs,
      toMs: step.endMs,
      stepMs: step.stepMs,
      rateMs: names.some((name) => name.startsWith('__rate_interval')) ? rateIntervalMs(own) : null,
      rangeMs: names.some((name) => name.startsWith('__range')) ? ownRangeMs : null,
      waitsFor: read.empty,
    };
  });
}

const hourMs = 3_600_000;

function rangeOf({ from, to }: Dashboard['time'], nowMs: number): number {
  const context = { nowMs, utc: true };
  const [fromMs, toMs] = [momentMs(from, 'from', context), momentMs(to, 'to', context)];
  return fromMs !== null && toMs !== null && toMs > fromMs ? toMs - fromMs : hourMs;
}

/** Events that are drawn over the charts are asked like a panel's query. */
function eventsOf({ annotations }: Dashboard): Panel[] {
  return annotations
    .filter(({ enabled, query }) => enabled && query !== '')
    .map(({ name, query }) => ({
      key: `event ${name}`,
      id: null,
      path: '',
      title: `events ${name}`,
      description: '',
      place: { x: 0, y: 0, w: 1, h: 1 },
      repeat: null,
      shape: { kind: 'text', mode: 'plain', text: '' },
      queries: [{ refId: name, query, legend: '', ask: 'range', format: 'series', minStep: '', stepFactor: 1, hidden: false }], // prettier-ignore
      transformations: [],
      style: {},
      overrides: [],
      minStep: '',
      mostPoints: null,
      span: '',
      shift: '',
      frameless: true,
      notes: [],
    }));
}
