// All playbooks: of each class what to check first and what never to do again, the ones with an open incident first.
import { useState } from 'react';
import type { PlaybookRow } from '#shared/model/learning/playbook.ts';
import { Dialog } from '../../components/dialog.tsx';
import { FindField } from '../../components/find-field.tsx';
import { useConsole, useFeed } from '../../state/use-console.ts';
import { useMayAct } from '../incidents/use-may-act.ts';
import { PlaybookBody } from './playbook-body.tsx';

export function PlaybooksDialog({ onClose }: { onClose: () => void }) {
  const { learning } = useConsole();
  const { entries } = useFeed(learning.playbooks);
  const [find, setFind] = useState('');
  const refusal = useMayAct();
  const shown = [...entries.values()].filter((one) => matches(one, find)).toSorted(openFirst);
  return (
    <Dialog title="Playbooks" onClose={onClose} wide>
      <div className="dialog-body playbooks">
        {entries.size === 0 ? (
          <p className="quiet">There is no playbook yet. It grows of incidents that have a class and are closed.</p>
        ) : (
          <FindField value={find} label="Find in the playbooks" hint="a class or a word" onChange={setFind} />
        )}
        {entries.size > 0 && shown.length === 0 ? <p className="quiet">No playbook says that.</p> : null}
        {shown.map((playbook) => (
          <section key={playbook.key} aria-label={playbook.class}>
            <h3>
              <code>{playbook.class}</code>
              {playbook.incidents.some(isOpen) ? <span className="mark mark-bad">an incident is open</span> : null}
            </h3>
            <PlaybookBody playbook={playbook} from={null} refusal={refusal} />
          </section>
        ))}
      </div>
    </Dialog>
  );
}

const isOpen = ({ status }: PlaybookRow['incidents'][number]): boolean => status === 'triage' || status === 'active' || status === 'mitigated'; // prettier-ignore

const matches = ({ class: named, entries }: PlaybookRow, find: string): boolean => {
  const wanted = find.trim().toLowerCase();
  return wanted === '' || named.includes(wanted) || entries.some(({ text }) => text.toLowerCase().includes(wanted));
};

function openFirst(a: PlaybookRow, b: PlaybookRow): number {
  const open = Number(b.incidents.some(isOpen)) - Number(a.incidents.some(isOpen));
  return open || (a.class < b.class ? -1 : 1);
}
