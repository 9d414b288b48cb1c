// Baselines: what was captured, and one compared with another or with now.
import { useState } from 'react';
import type { BaselineComparison, BaselineSummary } from '#shared/model/criteria/baseline.ts';
import { exactDurationInWords } from '#shared/model/duration.ts';
import { useAction } from '../../components/actions-context.ts';
import { ActionButton, Button } from '../../components/button.tsx';
import { Moment } from '../../components/clock-context.tsx';
import { Glyph } from '../../components/glyph.tsx';
import { Placeholder } from '../../components/placeholder.tsx';
import { saveBlob } from '../../components/chart/save-blob.ts';
import { useAnswer, useConsole, usePastRefusal, useWhole } from '../../state/use-console.ts';
import { CapturedPart } from './captured-part.tsx';
import { ComparisonTable } from './comparison-table.tsx';
import { CriteriaEmpty } from './criteria-empty.tsx';
import { useEntries } from './use-criteria.ts';

export function BaselinesTab() {
  const { criteria, place } = useConsole();
  const { criterion } = useWhole(place.store);
  const { all, lost, heard } = useEntries(criteria.baselines);
  const capture = useAction('baseline.capture');
  if (!heard) return <Placeholder rows={8} waitingFor="the baselines" />;
  if (all.length === 0) {
    return (
      <CriteriaEmpty
        words="No baseline is kept yet: a baseline holds what named queries come to now, so that later it can be said what has changed."
        next="Capture one while all is well, or import a file that was exported elsewhere."
        actions={['baseline.capture']}
      />
    );
  }
  const newest = all.toSorted((a, b) => b.capturedAtMs - a.capturedAtMs);
  const chosen = newest.find(({ key }) => key === criterion) ?? null;
  return (
    <div className="criteria-main">
      <div className="toolbar criteria-bar">
        <h2 className="criteria-title">
          {all.length === 1 ? 'One baseline' : `${all.length} baselines`}
          {lost ? ', as last known' : ''}
        </h2>
        <span className="toolbar-end">
          <ActionButton action={capture} />
        </span>
      </div>
      <div className={lost ? 'criteria-list criteria-stale' : 'criteria-list'}>
        <BaselineTable all={newest} chosen={criterion} />
        {chosen === null ? (
          <p className="quiet criteria-hint">Choose a baseline to see what it holds and to compare it.</p>
        ) : (
          <Chosen key={chosen.key} chosen={chosen} others={newest.filter(({ key }) => key !== chosen.key)} />
        )}
      </div>
    </div>
  );
}

function BaselineTable({ all, chosen }: { all: readonly BaselineSummary[]; chosen: string | null }) {
  const { place } = useConsole();
  return (
    <table className="table criteria-table">
      <thead>
        <tr>
          <th scope="col">Baseline</th>
          <th scope="col">Captured</th>
          <th scope="col">Window</th>
          <th scope="col" className="number">Metrics</th>
          <th scope="col">Runs</th>
          <th scope="col">Environment</th>
        </tr>
      </thead>
      <tbody>
        {all.map((one) => (
          <tr key={one.key} aria-current={one.key === chosen}>
            <td>
              <button type="button" className="criteria-open" data-criteria-line onClick={() => place.go({ criterion: one.key })}>
                <strong>{one.title}</strong>
              </button>
              <span className="quiet">{one.name}{one.file === null ? '' : ` · from ${one.file}`}</span>
            </td>
            <td>
              <Moment at={one.capturedAtMs} />
              <small>by {one.by}</small>
            </td>
            <td>
              {exactDurationInWords(one.toMs - one.fromMs)}
              <small>until <Moment at={one.toMs} /></small>
            </td>
            <td className="number">
              {one.metrics}
              {one.problems === 0 ? null : <small className="state-inconclusive">{one.problems} without data</small>}
              {one.warnings === 0 ? null : <small className="state-inconclusive">{one.warnings} with warnings</small>}
            </td>
            <td>
              {one.slices} × {exactDurationInWords(one.sliceMs)}
              <small>{one.summary} each</small>
            </td>
            <td>
              {one.environment.name}
              <small>{one.environment.server}{one.environment.serverVersion === null ? '' : ` ${one.environment.serverVersion}`}</small>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
} // prettier-ignore

interface ChosenProps {
  chosen: BaselineSummary;
  others: readonly BaselineSummary[];
}

function Chosen({ chosen, others }: ChosenProps) {
  const { operations, dialog, said, who } = useConsole();
  const past = usePastRefusal();
  const [after, setAfter] = useState('now');
  const [asked, setAsked] = useState<{ after: string | null; by: string; round: number } | null>(null);
  const answer = useAnswer<BaselineComparison>(asked === null ? null : JSON.stringify([chosen.key, asked]), () =>
    operations.compareBaselines(chosen.key, asked?.after ?? null, asked?.by ?? ''),
  );
  const save = async (): Promise<void> => {
    const file = await operations.exportBaseline(chosen.key);
    if (file.ok) saveBlob(file.value.fileName, new Blob([file.value.text], { type: file.value.mediaType }));
    else said.say(`Export: ${file.refusal.message}`);
  };
  const compare = (): void => void who.as((by) => setAsked({ after: after === 'now' ? null : after, by, round: (asked?.round ?? 0) + 1 })); // prettier-ignore
  return (
    <section className="criteria-chosen" aria-label={chosen.title}>
      <div className="criteria-compare">
        <h3>{chosen.title}</h3>
        <label>
          compared with{' '}
          <select value={after} onChange={(event) => setAfter(event.target.value)}>
            <option value="now">now, the last {exactDurationInWords(chosen.toMs - chosen.fromMs)}</option>
            {others.map((one) => (
              <option key={one.key} value={one.key}>
                {one.title}, {new Date(one.capturedAtMs).toISOString().slice(0, 16).replace('T', ' ')} UTC
              </option>
            ))}
          </select>
        </label>
        <Button kind="primary" disabled={past ?? (answer.state === 'asking' && asked !== null ? 'it is being compared' : null)} onClick={compare}>
          Compare
        </Button>
        <span className="toolbar-end">
          <Button icon="down" onClick={() => void save()}>Export</Button>
          <Button disabled={past} icon="trash" onClick={() => dialog.setState({ open: { kind: 'remove-definition', of: 'baselines', key: chosen.key, name: chosen.title } })}>Remove…</Button>
        </span>
      </div>
      {asked === null ? <CapturedPart baseline={chosen} /> : null}
      {asked !== null && answer.value === null && answer.state === 'asking' ? <Placeholder rows={4} waitingFor="the comparison" /> : null}
      {answer.state === 'refused' ? <p role="alert" className="criteria-hint"><Glyph name="error" /> It could not be compared: {answer.reason}</p> : null}
      {asked !== null && answer.value !== null && answer.state !== 'refused' ? <ComparisonTable comparison={answer.value} /> : null}
    </section>
  );
} // prettier-ignore
