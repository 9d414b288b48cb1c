// Criteria in four parts: success criteria, objectives, baselines and soak tests; beside each list what is open of it.
import { Tabs } from '../../components/tabs.tsx';
import type { CriteriaTab } from '../../state/place.ts';
import { useConsole, useWhole } from '../../state/use-console.ts';
import { BaselinesTab } from './baselines-tab.tsx';
import { CriteriaDialogs } from './criteria-dialogs.tsx';
import { CriteriaTable } from './criteria-table.tsx';
import { ObjectivesTab } from './objectives-tab.tsx';
import { SoaksTab } from './soaks-tab.tsx';

const tabs: { name: CriteriaTab; word: string }[] = [
  { name: 'criteria', word: 'Criteria' },
  { name: 'objectives', word: 'Objectives' },
  { name: 'baselines', word: 'Baselines' },
  { name: 'soaks', word: 'Soaks' },
];

export function CriteriaView() {
  const { place } = useConsole();
  const { criteriaTab, runId } = useWhole(place.store);
  return (
    <section className="criteria" aria-label="Criteria">
      <div className="criteria-tabs">
        <Tabs
          label="Parts of the criteria"
          tabs={tabs}
          current={criteriaTab}
          onChange={(name) => place.go({ criteriaTab: name, criterion: null })}
        />
      </div>
      {runId === null ? null : (
        <p className="box-note">This screen shows the present, not the past run that Readiness shows.</p>
      )}
      <div className="criteria-body">
        <Part tab={criteriaTab} />
      </div>
      <CriteriaDialogs />
    </section>
  );
}

function Part({ tab }: { tab: CriteriaTab }) {
  if (tab === 'objectives') return <ObjectivesTab />;
  if (tab === 'baselines') return <BaselinesTab />;
  if (tab === 'soaks') return <SoaksTab />;
  return <CriteriaTable />;
}
