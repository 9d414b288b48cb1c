// All playbooks: of each class what to check first and what never to do again, the ones with an open incident first.
import type { PlaybookRow } from '#shared/model/learning/playbook.ts';
import { useAction } from '../../components/actions-context.ts';
import { ActionButton, Button } from '../../components/button.tsx';
import { FindField } from '../../components/find-field.tsx';
import { Icon } from '../../components/icon.tsx';
import { Placeholder } from '../../components/placeholder.tsx';
import { useConsole, useFeed, useWhole } from '../../state/use-console.ts';
import { useMayAct } from '../incidents/use-may-act.ts';
import { PlaybookBody } from './playbook-body.tsx';

export function PlaybooksTab() {
  const { learning, place } = useConsole();
  const { entries, heardAt } = useFeed(learning.playbooks);
  const { playbookFind } = useWhole(place.store);
  const refusal = useMayAct();
  const shown = [...entries.values()].filter((one) => matches(one, playbookFind)).toSorted(openFirst);
  if (heardAt === null) return <Placeholder rows={8} waitingFor="the playbooks" />;
  if (entries.size === 0) return <NoPlaybooks />;
  return (
    <>
      <div className="toolbar incidents-bar">
        <FindField label="Find in the playbooks" hint="A class or a word" value={playbookFind} onChange={(find) => place.go({ playbookFind: find })} />
      </div>
      <div className="playbooks">
        {shown.length === 0 ? <p className="quiet">No playbook says “{playbookFind}”.</p> : null}
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
    </>
  );
} // prettier-ignore

/** What it grows of, and the step that comes next: an incident, or a class for one that is there. */
function NoPlaybooks() {
  const { incidents, place } = useConsole();
  const { at, review } = useWhole(place.store);
  const known = useFeed(incidents.all).entries.size;
  const declare = useAction('incident.declare');
  if (at !== null || review !== null) {
    return (
      <div className="empty">
        <Icon name="history" />
        <p>There was no playbook at this moment.</p>
        <p className="quiet">A playbook is of a class of incidents; none had one yet.</p>
      </div>
    );
  }
  return (
    <div className="empty">
      <Icon name="history" />
      <p>There is no playbook yet.</p>
      <p className="quiet">
        A playbook is of a class of incidents, such as attestor.health: what to check first, and what never to do again. It
        grows of the lessons of what is closed.{' '}
        {known === 0 ? 'Declare an incident and give it a class.' : 'Give one of your incidents a class: open it and press Describe.'}
      </p>
      <div className="empty-actions">
        {known === 0 ? (
          <ActionButton kind="primary" action={declare} />
        ) : (
          <Button kind="primary" onClick={() => place.go({ incidentsTab: 'incidents' })}>
            Show the incidents
          </Button>
        )}
      </div>
    </div>
  );
} // prettier-ignore

const isOpen = ({ status }: PlaybookRow['incidents'][number]): boolean => status === 'triage' || status === 'active' || status === 'mitigated'; // prettier-ignore

const matches = ({ class: named, entries }: PlaybookRow, find: string): boolean => {
  const wanted = find.trim().toLowerCase();
  return wanted === '' || named.includes(wanted) || entries.some(({ text }) => text.toLowerCase().includes(wanted));
};

function openFirst(a: PlaybookRow, b: PlaybookRow): number {
  const open = Number(b.incidents.some(isOpen)) - Number(a.incidents.some(isOpen));
  return open || (a.class < b.class ? -1 : 1);
}
