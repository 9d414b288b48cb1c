// Errors, read for operators: failures in groups, health of components, what happened together, and how errors come in.
import { Glyph } from '../../components/glyph.tsx';
import { Tabs } from '../../components/tabs.tsx';
import { grouped } from '../../components/times.ts';
import type { ErrorsTab } from '../../state/place.ts';
import { useConsole, useFeed, useWhole } from '../../state/use-console.ts';
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
      <Conflicts />
      <div className="errors-body">
        <Tab tab={errorsTab} />
      </div>
    </section>
  ); // prettier-ignore
}

/** An id that came twice with different content: something is not what it says, and that is not to be overlooked. */
function Conflicts() {
  const { errors, place } = useConsole();
  const { entries } = useFeed(errors.ingest);
  const count = [...entries.values()].reduce((sum, { lastDay }) => sum + lastDay.conflict, 0);
  if (count === 0) return null;
  return (
    <p className="box-note errors-conflicts" role="alert">
      <Glyph name="fail" />
      <span>{count === 1 ? 'An error came' : `${grouped(count)} errors came`} in the last 24 hours with an id that is
      already kept with different content. The first one stays; the sender makes its ids wrongly or repeats another’s.{' '}
      <button type="button" className="link" onClick={() => place.go({ errorsTab: 'ingest' })}>
        See which way it came
      </button>
      </span>
    </p>
  ); // prettier-ignore
}

function Tab({ tab }: { tab: ErrorsTab }) {
  if (tab === 'health') return <HealthTab />;
  if (tab === 'correlation') return <CorrelationTab />;
  return tab === 'ingest' ? <IngestTab /> : <GroupsTab />;
}
