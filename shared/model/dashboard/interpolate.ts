// Puts the values of variables into queries, legends and titles: `$name`, `${name:format}`, `[[name]]`, and Grafana's own
// such as `$__rate_interval`. What it does not know stays in the text and is named. Pure.
import { momentText } from '../units/moment-units.ts';
import { durationText } from '../duration.ts';
import type { VariableValue } from './variable.ts';
import { asGlob, asText, forPrometheus, written } from './variable-formats.ts';

export type VariableValues = ReadonlyMap<string, VariableValue>;

/** What texts are read in: the values, and the time and steps that are shown. */
export interface InterpolationScope {
  variables: VariableValues;
  fromMs: number;
  toMs: number;
  /** The step of the question. */
  intervalMs: number;
  /** How often the targets are scraped; `$__rate_interval` is never less than four of it. */
  scrapeIntervalMs: number;
  dashboard: { title: string; uid: string };
  utc: boolean;
}

export interface Interpolated {
  text: string;
  /** What stands for nothing known, as it was written, each once: it is in the text still. */
  unknown: string[];
  /** Variables that are known and have no value now: nothing was put in. */
  empty: string[];
}

// As Grafana has it: the name, a field of it, and a format.
const reference = /\$(\w+)|\[\[(\w+?)(?::(\w+))?\]\]|\$\{(\w+)(?:\.([^:^}]+))?(?::([^}]+))?\}/g;
/** A variable may stand for a text with variables in it; beyond this they go round. */
const depthLimit = 5;

/** For a question to Prometheus. */
export const interpolateQuery = (query: string, scope: InterpolationScope): Interpolated =>
  interpolate(query, scope, forPrometheus);

/**
 * A query as it means the same whatever time is shown and however wide: the values of variables are in it, and what stands
 * for times and steps (`$__rate_interval`, `$__range`, `$__from`) stays as it is written.
 */
export const timelessQuery = (query: string, scope: Pick<InterpolationScope, 'variables' | 'dashboard'>): string =>
  interpolate(query, { ...scope, fromMs: 0, toMs: 0, intervalMs: 0, scrapeIntervalMs: 0, utc: true }, forPrometheus, isOfTime).text; // prettier-ignore

/** For people: titles, descriptions, texts. */
export const interpolateText = (text: string, scope: InterpolationScope): Interpolated =>
  interpolate(text, scope, asText);

/** For a legend, whose `{{label}}` are left for legendName. */
export const interpolateLegend = (legend: string, scope: InterpolationScope): Interpolated =>
  interpolate(legend, scope, asGlob);

/** @param stays whether what has that name is left as it is written. */
function interpolate(
  text: string,
  scope: InterpolationScope,
  plain: (value: VariableValue) => string,
  stays: (name: string) => boolean = () => false,
): Interpolated {
  const unknown = new Set<string>();
  const empty = new Set<string>();
  const fill = (part: string, depth: number): string =>
    part.replace(reference, (whole: string, ...groups: (string | undefined)[]) => {
      const [short, square, squareFormat, braced, field, bracedFormat] = groups;
      const name = short ?? square ?? braced ?? '';
      const format = squareFormat ?? bracedFormat ?? null;
      // `$1` is a group of label_replace, not a variable.
      if (/^\d+$/.test(name)) return whole;
      const value = scope.variables.get(name);
      if (value === undefined) {
        if (stays(name)) return whole;
        const own = builtIn(name, field ?? null, format, scope);
        if (own === null && !keptForLater.test(name)) unknown.add(whole);
        return own ?? whole;
      }
      if (value.values.length === 0 && !(value.all && value.allAs !== null)) empty.add(name);
      const shown = field === 'text' ? asText(value) : written(value, format, plain);
      if (shown === null) {
        unknown.add(whole);
        return whole;
      }
      return value.all && value.allAs !== null && depth < depthLimit ? fill(shown, depth + 1) : shown;
    });
  // Most texts name no variable.
  if (!text.includes('$') && !text.includes('[[')) return { text, unknown: [], empty: [] };
  return { text: fill(text, 0), unknown: [...unknown], empty: [...empty] };
}

/** Filled in when there is a series: see field-name.ts. */
const keptForLater = /^__(?:field|series|cell|data|value)/;

/** Every variable that a text names, Grafana's own included, each once. */
export function variablesIn(text: string): string[] {
  const names = new Set<string>();
  for (const [, short, square, , braced] of text.matchAll(reference)) {
    const name = short ?? square ?? braced ?? '';
    if (!/^\d+$/.test(name)) names.add(name);
  }
  return [...names];
}

export const rateIntervalMs = ({ intervalMs, scrapeIntervalMs }: Pick<InterpolationScope, 'intervalMs' | 'scrapeIntervalMs'>): number => Math.max(intervalMs + scrapeIntervalMs, 4 * scrapeIntervalMs); // prettier-ignore

const builtIns: Record<string, (scope: InterpolationScope) => string> = {
  __interval: ({ intervalMs }) => durationText(intervalMs),
  __interval_ms: ({ intervalMs }) => String(Math.floor(intervalMs)),
  __rate_interval: (scope) => durationText(rateIntervalMs(scope)),
  __rate_interval_ms: (scope) => String(rateIntervalMs(scope)),
  __range: ({ fromMs, toMs }) => `${Math.max(1, Math.round((toMs - fromMs) / 1000))}s`,
  __range_s: ({ fromMs, toMs }) => String(Math.max(1, Math.round((toMs - fromMs) / 1000))),
  __range_ms: ({ fromMs, toMs }) => String(Math.round(toMs - fromMs)),
};

const isOfTime = (name: string): boolean => name === '__from' || name === '__to' || Object.hasOwn(builtIns, name);

function builtIn(name: string, field: string | null, format: string | null, scope: InterpolationScope): string | null {
  if (name === '__from' || name === '__to') return moment(name === '__from' ? scope.fromMs : scope.toMs, format, scope);
  if (name === '__dashboard') return field === null ? scope.dashboard.title : field === 'uid' ? scope.dashboard.uid : null; // prettier-ignore
  if (field !== null || !Object.hasOwn(builtIns, name)) return null;
  return builtIns[name]?.(scope) ?? null;
}

function moment(epochMs: number, format: string | null, { utc }: InterpolationScope): string | null {
  if (format === null) return String(Math.round(epochMs));
  const [kind, ...rest] = format.split(':');
  if (kind !== 'date') return null;
  const pattern = rest.join(':');
  if (pattern === 'seconds') return String(Math.round(epochMs / 1000));
  if (pattern === '' || pattern === 'iso') {
    return Math.abs(epochMs) <= 8.64e15 ? new Date(epochMs).toISOString() : null;
  }
  return momentText(epochMs, pattern, utc);
}
