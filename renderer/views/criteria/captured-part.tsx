// What a baseline holds: of each metric its runs and what is doubtful about them.
import type { Baseline, BaselineSummary } from '#shared/model/criteria/baseline.ts';
import { valueText } from '#shared/model/criteria/words.ts';
import { median } from '#shared/model/statistics/quantiles.ts';
import { Placeholder } from '../../components/placeholder.tsx';
import { useAnswer, useConsole } from '../../state/use-console.ts';
import { RunDots } from './run-dots.tsx';
import { Sign } from './sign.tsx';

export function CapturedPart({ baseline: { key } }: { baseline: BaselineSummary }) {
  const { operations } = useConsole();
  const answer = useAnswer<Baseline>(key, () => operations.baseline(key));
  if (answer.state === 'refused') return <p role="alert" className="criteria-hint">It could not be read: {answer.reason}</p>; // prettier-ignore
  if (answer.value === null) return <Placeholder rows={4} waitingFor="what it holds" />;
  return (
    <table className="table criteria-table">
      <thead>
        <tr>
          <th scope="col">Metric</th>
          <th scope="col" className="number">Median of runs</th>
          <th scope="col">Runs</th>
          <th scope="col">To know</th>
        </tr>
      </thead>
      <tbody>
        {answer.value.metrics.map((metric) => {
          const runs = metric.values.filter((value) => value !== null);
          return (
            <tr key={metric.name}>
              <td>
                <strong>{metric.name}</strong>
                <code className="quiet">{metric.query}</code>
              </td>
              <td className="number">{runs.length === 0 ? '–' : valueText(median(runs), metric.unit)}</td>
              <td>
                <RunDots sides={[{ name: metric.name, values: runs }]} />
              </td>
              <td className="criteria-warnings">
                {metric.problem === null ? null : <Sign glyph="inconclusive" word={metric.problem} />}
                {metric.warnings.map((warning) => (
                  <small key={warning} className="state-inconclusive">{warning}</small>
                ))}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
} // prettier-ignore
