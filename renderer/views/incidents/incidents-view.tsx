// Incidents: the list and the playbooks of their classes, or one incident whole.
import { Tabs } from '../../components/tabs.tsx';
import type { IncidentsTab } from '../../state/place.ts';
import { useConsole, useWhole } from '../../state/use-console.ts';
import { PlaybooksTab } from '../playbooks/playbooks-tab.tsx';
import { IncidentList } from './incident-list.tsx';
import { IncidentScreen } from './incident-screen.tsx';

const tabs: { name: IncidentsTab; word: string }[] = [
  { name: 'incidents', word: 'Incidents' },
  { name: 'playbooks', word: 'Playbooks' },
];

export function IncidentsView() {
  const { place } = useConsole();
  const { incident, incidentsTab } = useWhole(place.store);
  return (
    <section className="incidents" aria-label="Incidents">
      {incident === null ? (
        <>
          <Tabs label="Parts of the incidents" tabs={tabs} current={incidentsTab} onChange={(name) => place.go({ incidentsTab: name })} />
          {incidentsTab === 'playbooks' ? <PlaybooksTab /> : <IncidentList />}
        </>
      ) : (
        <IncidentScreen key={incident} id={incident} />
      )}
    </section>
  );
} // prettier-ignore
