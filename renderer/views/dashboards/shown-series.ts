// The answer of a panel as series: named as the legend says, each with its style. Pure, and no more than the answer has.
import { displayNameOf, seriesNames, type NamedField } from '#shared/model/dashboard/field-name.ts';
import type { FieldStyle } from '#shared/model/dashboard/field-style.ts';
import type { Panel } from '#shared/model/dashboard/panel.ts';
import type { RawValue } from '#shared/model/dashboard/shown.ts';
import { stylesOf } from '#shared/model/dashboard/style-of.ts';
import { rowCount, sampleOf, type DataTable } from '#shared/model/dashboard/transform/data-table.ts';
import type { InstantAnswer, Kept, Labels } from '#shared/model/series.ts';
import type { SpanMs } from '#shared/model/span.ts';
import { decodeFrame, keyOf, type Figures } from '../../components/chart/decode-frame.ts';
import type { PanelAnswer, TargetAnswer } from '../../state/panel-answers.ts';
import { shownTables } from './shown-tables.ts';

export interface ShownSeries {
  /** The same from one answer to the next. */
  key: string;
  refId: string;
  name: string;
  labels: Labels;
  /** Epoch milliseconds, ascending; empty where it has no times, as after a reduction. */
  times: Float64Array;
  /** NaN where there is none; empty for what are no numbers. */
  values: Float64Array;
  /** Of all samples, where some were left out. */
  figures?: Figures | undefined;
  /** Whether some were left out that its line does not need. */
  reduced?: boolean;
  /** Of what are no numbers, and of rows without times. */
  raws: readonly RawValue[] | null;
  /** What each row is of, where the rows are shown one by one. */
  rowNames: readonly string[];
  style: FieldStyle;
}

/** Series as they were answered, in the order of the queries; or the columns that transformations made of them. */
export function shownSeries(panel: Panel, answer: PanelAnswer): ShownSeries[] {
  const styleOf = stylesOf(panel);
  const isTable = answer.targets.some(({ target }) => target.format === 'table');
  if (panel.transformations.length > 0 || isTable) {
    return shownTables(panel, answer).flatMap((table, at) => columnsOf(table, String(at), styleOf));
  }
  const many = answer.targets.length > 1;
  return answer.targets.flatMap((one) =>
    seriesOf(one).map(({ shownName, labels, times, values, figures, reduced }) => {
      const name = labels['__name__'] ?? 'Value';
      const style = styleOf({ name, shownName, type: 'number', refId: one.target.refId });
      return {
        key: `${many ? `${one.target.refId} ` : ''}${keyOf(labels)}`,
        refId: one.target.refId,
        name: shownNameOf(style, { name, shownName, labels }),
        labels,
        times,
        values,
        figures,
        reduced,
        raws: null,
        rowNames: [],
        style,
      };
    }),
  );
}

export function shownNameOf({ displayName }: FieldStyle, named: NamedField): string {
  return displayName === undefined || displayName === '' ? named.shownName : displayNameOf(displayName, named);
}

const none = new Float64Array();

function columnsOf(table: DataTable, tableKey: string, styleOf: ReturnType<typeof stylesOf>): ShownSeries[] {
  const { columns } = table;
  const time = columns.find(({ type }) => type === 'time');
  const words = columns.filter(({ type }) => type === 'string');
  const rows = rowCount(table);
  const rowNames = words.length === 0 ? [] : Array.from({ length: rows }, (_, row) => words.map(({ values }) => String(values[row] ?? '')).filter(Boolean).join(' ')); // prettier-ignore
  return columns
    .filter(({ type }) => type !== 'time')
    .map((column, at) => {
      const { name, shownName, labels, refId, type, values } = column;
      const style = styleOf({ name, shownName, type, refId });
      const numbers = type === 'number' ? Float64Array.from(values, (value) => (typeof value === 'number' ? value : Number.NaN)) : none; // prettier-ignore
      const times = time === undefined || type !== 'number' ? none : Float64Array.from(time.values, Number);
      return {
        key: `${tableKey} ${at} ${shownName} ${keyOf(labels)}`,
        refId,
        name: shownNameOf(style, { name, shownName, labels }),
        labels,
        times,
        values: numbers,
        raws: type === 'number' && time !== undefined ? null : values,
        rowNames,
        style,
      };
    });
}

interface NamedSeries {
  shownName: string;
  labels: Labels;
  times: Float64Array;
  values: Float64Array;
  figures?: Figures;
  reduced: boolean;
}

function seriesOf({ target, result }: TargetAnswer): NamedSeries[] {
  if (result.kind === 'refused') return [];
  const all = result.kind === 'range' ? decodeFrame(result.frame) : instantSeries(result.instant);
  const names = seriesNames(all.map(({ labels }) => labels), target.legend, target.query); // prettier-ignore
  return all.map((one, at) => ({ ...one, shownName: names[at] ?? target.query }));
}

/** One sample each, of its own moment or of the given one; those that are no numbers, as native histograms are, have none. */
export function instantSeries({ rows }: InstantAnswer, momentMs?: number): Omit<NamedSeries, 'shownName'>[] {
  return rows.map(({ labels, atMs, value }) => {
    const number = sampleOf(value);
    return {
      labels,
      times: Float64Array.from(number === null ? [] : [momentMs ?? atMs]),
      values: Float64Array.from(number === null ? [] : [number]),
      reduced: false,
    };
  });
}

export interface AnswerFacts {
  /** Series in the whole answer, and those that came. */
  totalSeries: number;
  series: number;
  samples: number;
  reduced: boolean;
  warnings: string[];
  infos: string[];
  /** The largest of the range queries; 0 where there is none. */
  stepMs: number;
  /** Answers that were kept, and the time that each is of; null for one moment. */
  kept: { kept: Kept; shown: SpanMs | null }[];
  /** Why queries came to nothing, in Prometheus' words. */
  refused: { refId: string; reason: string }[];
}

export function factsOf({ targets }: PanelAnswer): AnswerFacts {
  const facts: AnswerFacts = { totalSeries: 0, series: 0, samples: 0, reduced: false, warnings: [], infos: [], stepMs: 0, kept: [], refused: [] }; // prettier-ignore
  for (const { target, result } of targets) {
    if (result.kind === 'refused') {
      facts.refused.push({ refId: target.refId, reason: result.reason });
      continue;
    }
    const told = result.kind === 'range' ? result.frame : result.instant;
    facts.warnings.push(...told.warnings);
    facts.infos.push(...told.infos);
    if (told.kept !== undefined)
      facts.kept.push({ kept: told.kept, shown: result.kind === 'range' ? result.frame : null });
    if (result.kind === 'range') {
      facts.totalSeries += result.frame.totalSeries;
      facts.series += result.frame.series.length;
      facts.samples += result.frame.totalSamples;
      facts.reduced ||= result.frame.reduced;
      facts.stepMs = Math.max(facts.stepMs, result.frame.stepMs);
    } else {
      facts.totalSeries += result.instant.totalRows;
      facts.series += result.instant.rows.length;
      facts.samples += result.instant.rows.length;
    }
  }
  return facts;
}
