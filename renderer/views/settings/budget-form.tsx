// How long and how much is kept, in all and by source.
import { useState } from 'react';
import type { RecordKeeping } from '#shared/model/recorder/keeping.ts';
import { Button } from '../../components/button.tsx';
import { Field } from '../../components/field.tsx';
import { grouped, sizeInWords } from '../../components/times.ts';
import { useConsole, useWhole } from '../../state/use-console.ts';
import { budgetOf, draftOf, type BudgetDraft, type ShareDraft } from './budget-draft.ts';

export function BudgetForm({ keeping }: { keeping: RecordKeeping }) {
  const { operations, settings } = useConsole();
  const { name } = useWhole(settings.store);
  const first = draftOf(keeping.budget, keeping.volumes.map(({ source }) => source)); // prettier-ignore
  const [draft, setDraft] = useState<BudgetDraft>(first);
  const read = budgetOf(draft);
  const problems = 'problems' in read ? read.problems : {};
  const isSame = JSON.stringify(draft) === JSON.stringify(first);
  const why = 'problems' in read ? 'correct what is not allowed' : isSame ? 'nothing was changed' : name.trim() === '' ? 'give your name above: it is put under the change' : null; // prettier-ignore
  const save = (): void => {
    if ('budget' in read && why === null) void operations.setBudget(read.budget, name.trim());
  };
  return (
    <form
      className="budget-form"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <div className="budget-whole">
        <Field label="Keep for, in days" value={draft.days} problem={problems['days'] ?? ''} onChange={(days) => setDraft({ ...draft, days })} />
        <Field label="Keep at most, in MiB" value={draft.mebibytes} problem={problems['mebibytes'] ?? ''} onChange={(mebibytes) => setDraft({ ...draft, mebibytes })} />
      </div>
      <SourceTable keeping={keeping} draft={draft} problems={problems} onChange={(source, share) => setDraft({ ...draft, sources: { ...draft.sources, [source]: share } })} />
      <p className="quiet">
        Evidence of incidents, and what people said and did, is never evicted. What was evicted is told in the journal, and
        the chain of the rest can still be checked.
      </p>
      <div className="row-of-buttons">
        <Button kind="primary" submit disabled={why}>
          Save
        </Button>
        {why === null || isSame ? null : <span className="quiet">First {why}.</span>}
      </div>
    </form>
  ); // prettier-ignore
}

interface SourceTableProps {
  keeping: RecordKeeping;
  draft: BudgetDraft;
  problems: Record<string, string>;
  onChange: (source: string, share: ShareDraft) => void;
}

function SourceTable({ keeping, draft, problems, onChange }: SourceTableProps) {
  const volumes = new Map(keeping.volumes.map((volume) => [volume.source, volume]));
  const names = Object.keys(draft.sources);
  if (names.length === 0) return <p className="quiet">What each source takes is counted with the next eviction.</p>;
  return (
    <div className="budget-table" role="region" aria-label="By source" tabIndex={0}>
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">Source</th>
            <th scope="col" className="number">Events</th>
            <th scope="col" className="number">Takes</th>
            <th scope="col">Days</th>
            <th scope="col">MiB</th>
          </tr>
        </thead>
        <tbody>
          {names.map((source) => {
            const share = draft.sources[source] ?? { days: '', mebibytes: '' };
            const volume = volumes.get(source);
            const problem = problems[`${source} days`] ?? problems[`${source} mebibytes`];
            return (
              <tr key={source}>
                <th scope="row">{source}</th>
                <td className="number">{volume === undefined ? '–' : grouped(volume.events)}</td>
                <td className="number">{volume === undefined ? '–' : sizeInWords(volume.bytes)}</td>
                <td>
                  <input aria-label={`Days of ${source}`} placeholder="as all" value={share.days} aria-invalid={problems[`${source} days`] !== undefined} onChange={(event) => onChange(source, { ...share, days: event.target.value })} />
                </td>
                <td>
                  <input aria-label={`MiB of ${source}`} placeholder="as all" value={share.mebibytes} aria-invalid={problems[`${source} mebibytes`] !== undefined} onChange={(event) => onChange(source, { ...share, mebibytes: event.target.value })} />
                  {problem === undefined ? null : <small className="field-problem">{problem}</small>}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  ); // prettier-ignore
}
