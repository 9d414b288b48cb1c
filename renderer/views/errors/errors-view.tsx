// Errors, read for operators: failures in groups, health of components, what happened together, and how errors come in.
import { Tabs } from '../../components/tabs.tsx';
import type { ErrorsTab } from '../../state/place.ts';
import { useConsole, useWhole } from '../../state/use-console.ts';
import { CorrelationTab } from './correlation-tab.tsx';
import { GroupsTab } from './groups-tab.tsx';
import { HealthTab } from './health-tab.tsx';
import { IngestTab } from './ingest-tab.tsx';

const tabs: { name: ErrorsTab; word: string }[] = [
  { name: 'groups', word: 'Failures' },
  { name: 'health', word: 'Health' },
  { name: 'correlation', word: 'Correlation' },
  { name: 'ingest', word: 'Ingest' },
];

export function ErrorsView() {
  const { place } = useConsole();
  const { errorsTab } = useWhole(place.store);
  return (
    <section className="errors" aria-label="Errors">
      <div className="errors-tabs">
        <Tabs label="Parts of the errors" tabs={tabs} current={errorsTab} onChange={(name) => place.go({ errorsTab: name })} />
      </div>
      <div className="errors-body">
        <Tab tab={errorsTab} />
      </div>
    </section>
  ); // prettier-ignore
}

function Tab({ tab }: { tab: ErrorsTab }) {
  if (tab === 'health') return <HealthTab />;
  if (tab === 'correlation') return <CorrelationTab />;
  return tab === 'ingest' ? <IngestTab /> : <GroupsTab />;
}
