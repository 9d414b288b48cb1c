// A comparison of two baselines: per metric the verdict, every number behind it, and what is doubtful.
import type { BaselineComparison, ComparedMetric } from '#shared/model/criteria/baseline.ts';
import { valueText } from '#shared/model/criteria/words.ts';
import { Moment } from '../../components/clock-context.tsx';
import type { GlyphName } from '../../components/glyph.tsx';
import { RunDots } from './run-dots.tsx';
import { HeadLine, Sign } from './sign.tsx';

const verdictSigns: Record<NonNullable<ComparedMetric['verdict']>, { glyph: GlyphName; word: string }> = {
  improved: { glyph: 'pass', word: 'improved' },
  regressed: { glyph: 'fail', word: 'regressed' },
  unchanged: { glyph: 'pass', word: 'unchanged' },
  inconclusive: { glyph: 'inconclusive', word: 'inconclusive' },
};
const harmWords = { higher: 'higher is worse', lower: 'lower is worse', either: 'any change is worse' } as const;

export function ComparisonTable({ comparison }: { comparison: BaselineComparison }) {
  const { before, after, outcome, words, notes, metrics } = comparison;
  return (
    <>
      <HeadLine headline={{ words: `${words.charAt(0).toUpperCase()}${words.slice(1)}`, tone: outcome === 'inconclusive' ? 'inconclusive' : outcome }} />
      <p className="quiet criteria-hint">
        {before.title}, <Moment at={before.fromMs} /> to <Moment at={before.toMs} />, with {after.title}, <Moment at={after.fromMs} /> to <Moment at={after.toMs} />. Regressed takes both p &lt; 0.05 over all metrics and a shift beyond the limit.
      </p>
      {notes.map((note) => (
        <p key={note} className="state-inconclusive criteria-hint">Mind: {note}</p>
      ))}
      <table className="table criteria-table">
        <thead>
          <tr>
            <th scope="col">Verdict</th>
            <th scope="col">Metric</th>
            <th scope="col" className="number">Before</th>
            <th scope="col" className="number">After</th>
            <th scope="col" className="number">Shift</th>
            <th scope="col" className="number">p</th>
            <th scope="col">Runs</th>
          </tr>
        </thead>
        <tbody>
          {metrics.map((metric) => (
            <Line key={metric.name} metric={metric} />
          ))}
        </tbody>
      </table>
    </>
  );
} // prettier-ignore

function Line({ metric }: { metric: ComparedMetric }) {
  const { name, unit, harm, verdict, reason, warnings, medianBefore, medianAfter, shift, interval, limit, ratio, p, pAdjusted, n1, n2 } = metric;
  const text = (value: number | null): string => (value === null ? '–' : valueText(value, unit));
  return (
    <tr className={verdict === 'regressed' ? 'criteria-failed' : ''}>
      <td>
        {verdict === null ? <Sign glyph="never" word="not compared" /> : <Sign {...verdictSigns[verdict]} />}
      </td>
      <td className="criteria-warnings">
        <strong>{name}</strong>
        <span className="quiet">{reason}</span>
        {warnings.map((warning) => (
          <small key={warning} className="state-inconclusive">{warning}</small>
        ))}
      </td>
      <td className="number">{text(medianBefore)}<small>{n1} runs</small></td>
      <td className="number">{text(medianAfter)}<small>{n2} runs</small></td>
      <td className="number">
        {shift === null ? '–' : `${shift > 0 ? '+' : ''}${text(shift)}`}
        {interval === null ? null : <small>{text(interval.lower)} to {text(interval.upper)}</small>}
        {limit === null ? null : <small>limit {text(limit)}{ratio === null ? '' : `, ratio ${Number(ratio.toPrecision(3))}`}</small>}
      </td>
      <td className="number">
        {pText(pAdjusted)}
        {p === null ? null : <small>alone {pText(p)}</small>}
      </td>
      <td>
        <RunDots sides={[{ name: 'before', values: metric.before }, { name: 'after', values: metric.after }]} />
        <small>{harmWords[harm]}</small>
      </td>
    </tr>
  );
} // prettier-ignore

function pText(p: number | null): string {
  if (p === null) return '–';
  return p < 0.0001 ? '< 0.0001' : String(Number(p.toPrecision(2)));
}
