// One playbook: its two lists, each entry with the incident that taught it, and what was counted of its class.
import { useState } from 'react';
import { entriesOf, playbookListWords, type PlaybookEntry, type PlaybookList, type PlaybookRow } from '#shared/model/learning/playbook.ts'; // prettier-ignore
import { Button } from '../../components/button.tsx';
import { useConsole } from '../../state/use-console.ts';
import { ActForm, TextArea } from '../incidents/act-form.tsx';

export interface PlaybookBodyProps {
  playbook: PlaybookRow;
  /** The incident whose lesson a new entry is; null for none. */
  from: string | null;
  /** Why nothing can be changed; null where it can. */
  refusal: string | null;
}

type Editing = { list: PlaybookList; entry: PlaybookEntry | null; remove: boolean };

export function PlaybookBody({ playbook, from, refusal }: PlaybookBodyProps) {
  const [editing, setEditing] = useState<Editing | null>(null);
  return (
    <>
      {(['check_first', 'never_again'] as const).map((list) => (
        <section key={list} className="playbook-list" aria-label={`${playbookListWords[list]}, ${playbook.class}`}>
          <header className="incident-part-head">
            <h4>{playbookListWords[list]}</h4>
            <Button kind="quiet" disabled={refusal} onClick={() => setEditing({ list, entry: null, remove: false })}>
              Add…
            </Button>
          </header>
          <Entries entries={entriesOf(playbook, list)} refusal={refusal} onEdit={(entry, remove) => setEditing({ list, entry, remove })} />
        </section>
      ))}
      <Counts playbook={playbook} />
      {editing === null ? null : <EntryForm playbook={playbook} from={from} editing={editing} onClose={() => setEditing(null)} />}
    </>
  ); // prettier-ignore
}

interface EntriesProps {
  entries: PlaybookEntry[];
  refusal: string | null;
  onEdit: (entry: PlaybookEntry, remove: boolean) => void;
}

function Entries({ entries, refusal, onEdit }: EntriesProps) {
  const { place } = useConsole();
  if (entries.length === 0) return <p className="quiet">Nothing yet.</p>;
  return (
    <ol className="playbook-entries">
      {entries.map((entry) => (
        <li key={entry.id}>
          <div className="playbook-entry">
          <span>
            {entry.text}{' '}
            {entry.incident === null ? (
              <small className="quiet">by {entry.by}</small>
            ) : (
              <button type="button" className="link" onClick={() => place.go({ view: 'incidents', incident: entry.incident?.id ?? null, incidentTab: 'learning' })}>
                INC-{entry.incident.number}
              </button>
            )}
          </span>
          <Button kind="quiet" icon="note" label={`Change “${entry.text}”`} disabled={refusal} onClick={() => onEdit(entry, false)} />
          <Button kind="quiet" icon="close" label={`Remove “${entry.text}”`} disabled={refusal} onClick={() => onEdit(entry, true)} />
          </div>
        </li>
      ))}
    </ol>
  ); // prettier-ignore
}

function Counts({ playbook: { counts } }: { playbook: PlaybookRow }) {
  const lines: [string, number, string][] = [
    ['incidents', counts.incidents, 'exercises, tests and what was taken back are not counted'],
    ['open', counts.open, 'not closed yet'],
    ['with evidence to run again', counts.replayable, 'samples were kept with it, or a run or a trigger is linked'],
    ['with a proven control', counts.proven, 'its last proof held'],
    ['came again within 90 days', counts.repeats, 'after one of the class was closed'],
  ];
  return (
    <dl className="incident-times" aria-label="Counted of this class">
      {lines.map(([name, count, about]) => (
        <div key={name} title={about}>
          <dt>{name}</dt>
          <dd>{count}</dd>
        </div>
      ))}
    </dl>
  );
}

function EntryForm({
  playbook,
  from,
  editing,
  onClose,
}: {
  playbook: PlaybookRow;
  from: string | null;
  editing: Editing;
  onClose: () => void;
}) {
  // prettier-ignore
  const { operations } = useConsole();
  const { list, entry, remove } = editing;
  const [text, setText] = useState(remove ? '' : (entry?.text ?? ''));
  const act = (by: string): Promise<string | null> =>
    remove && entry !== null
      ? operations.learn('removeEntry', { class: playbook.class, entry: entry.id, reason: text, by })
      : operations.learn('writeEntry', { class: playbook.class, entry: entry?.id ?? null, list, text, incident: entry === null ? from : null, by }); // prettier-ignore
  return (
    <ActForm
      title={remove ? 'Remove from the playbook' : playbookListWords[list]}
      button="Record"
      missing={text.trim() === '' ? (remove ? 'say why' : 'write the entry') : null}
      onClose={onClose}
      act={act}
    >
      {remove ? <p>{entry?.text}</p> : null}
      <TextArea label={remove ? 'Why' : 'Entry'} value={text} rows={2} maxLength={500} onChange={setText} />
    </ActForm>
  );
}
