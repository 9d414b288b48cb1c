// The answer of a panel as series: named as the legend says, each with its style. Pure, and no more than the answer has.
import { displayNameOf, seriesNames } from '#shared/model/dashboard/field-name.ts';
import type { FieldStyle } from '#shared/model/dashboard/field-style.ts';
import type { Panel } from '#shared/model/dashboard/panel.ts';
import { stylesOf } from '#shared/model/dashboard/style-of.ts';
import type { InstantAnswer, Labels } from '#shared/model/series.ts';
import { decodeFrame, keyOf } from '../../components/chart/decode-frame.ts';
import type { PanelAnswer, TargetAnswer } from '../../state/panel-answers.ts';

export interface ShownSeries {
  /** The same from one answer to the next. */
  key: string;
  refId: string;
  name: string;
  labels: Labels;
  /** Epoch milliseconds, ascending. */
  times: Float64Array;
  values: Float64Array;
  style: FieldStyle;
}

/** In the order of the queries, and of the answer in each. Refused queries have none. */
export function shownSeries(panel: Panel, answer: PanelAnswer): ShownSeries[] {
  const styleOf = stylesOf(panel);
  const many = answer.targets.length > 1;
  return answer.targets.flatMap((one) =>
    seriesOf(one).map(({ shownName, labels, times, values }) => {
      const name = labels['__name__'] ?? 'Value';
      const style = styleOf({ name, shownName, type: 'number', refId: one.target.refId });
      const given = style.displayName;
      return {
        key: `${many ? `${one.target.refId} ` : ''}${keyOf(labels)}`,
        refId: one.target.refId,
        name: given === undefined || given === '' ? shownName : displayNameOf(given, { name, shownName, labels }),
        labels,
        times,
        values,
        style,
      };
    }),
  );
}

interface NamedSeries {
  shownName: string;
  labels: Labels;
  times: Float64Array;
  values: Float64Array;
}

function seriesOf({ target, result }: TargetAnswer): NamedSeries[] {
  if (result.kind === 'refused') return [];
  const all =
    result.kind === 'range'
      ? decodeFrame(result.frame).map(({ labels, times, values }) => ({ labels: { ...labels }, times, values }))
      : instantSeries(result.instant);
  const names = seriesNames(all.map(({ labels }) => labels), target.legend, target.query); // prettier-ignore
  return all.map((one, at) => ({ ...one, shownName: names[at] ?? target.query }));
}

/** One sample each; those that are no numbers, as native histograms are, have none. */
function instantSeries({ rows }: InstantAnswer): Omit<NamedSeries, 'shownName'>[] {
  return rows.map(({ labels, atMs, value }) => {
    const number = instantNumber(value);
    return {
      labels,
      times: Float64Array.from(number === null ? [] : [atMs]),
      values: Float64Array.from(number === null ? [] : [number]),
    };
  });
}

/** Prometheus writes `NaN`, `+Inf` and `-Inf`; null for what is no number. */
export function instantNumber(text: string): number | null {
  if (text === 'NaN') return Number.NaN;
  if (text === '+Inf' || text === 'Inf') return Infinity;
  if (text === '-Inf') return -Infinity;
  const value = Number(text);
  return text.trim() === '' || Number.isNaN(value) ? null : value;
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
  /** Why queries came to nothing, in Prometheus' words. */
  refused: { refId: string; reason: string }[];
}

export function factsOf({ targets }: PanelAnswer): AnswerFacts {
  const facts: AnswerFacts = { totalSeries: 0, series: 0, samples: 0, reduced: false, warnings: [], infos: [], stepMs: 0, refused: [] }; // prettier-ignore
  for (const { target, result } of targets) {
    if (result.kind === 'refused') {
      facts.refused.push({ refId: target.refId, reason: result.reason });
      continue;
    }
    const told = result.kind === 'range' ? result.frame : result.instant;
    facts.warnings.push(...told.warnings);
    facts.infos.push(...told.infos);
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
