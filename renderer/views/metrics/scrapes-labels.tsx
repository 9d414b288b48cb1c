// The label sets of one scraped name, with what the last scrape had of each.
import type { ScrapedSeries } from '#shared/model/scrape.ts';
import { Moment } from '../../components/clock-context.tsx';
import { shortValue } from '../../components/short-value.ts';
import { grouped } from '../../components/times.ts';
import type { PanelHold } from '../../state/use-panel-query.ts';

export function ScrapesLabels({ sets }: { sets: PanelHold<ScrapedSeries> }) {
  const { answer, failure } = sets;
  if (answer === null) return failure === null ? null : <p className="field-problem scrapes-note">Its label sets are not known: {failure.reason}</p>; // prettier-ignore
  const names = [...new Set(answer.rows.flatMap(({ labels }) => Object.keys(labels)))];
  return (
    <div className="scrapes-sets">
      <table>
        <caption className="small-head">
          {grouped(answer.total)} label {answer.total === 1 ? 'set' : 'sets'}
          {answer.atMs === null ? '' : <>, as of the scrape of <Moment at={answer.atMs} /></>}
        </caption>
        <thead>
          <tr>
            {names.map((name) => <th key={name} scope="col">{name}</th>)}
            <th scope="col" className="scrapes-value">Value</th>
          </tr>
        </thead>
        <tbody>
          {answer.rows.map(({ labels, value }) => (
            <tr key={JSON.stringify(labels)}>
              {names.map((name) => <td key={name}><code>{labels[name] ?? ''}</code></td>)}
              <td className="scrapes-value">{value === null ? <span className="quiet">not in the last scrape</span> : <span title={value}>{shortValue(value)}</span>}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {answer.total > answer.rows.length ? <p className="quiet">The first {grouped(answer.rows.length)} of {grouped(answer.total)}.</p> : null}
    </div>
  ); // prettier-ignore
}
