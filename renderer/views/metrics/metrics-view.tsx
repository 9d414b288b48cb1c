// The metrics in parts: dashboards, questions, and what Prometheus and its Alertmanager say of themselves; above them which
// server it is and how fresh.
import { lazy, Suspense } from 'react';
import { Placeholder } from '../../components/placeholder.tsx';
import { Tabs } from '../../components/tabs.tsx';
import type { MetricsTab } from '../../state/place.ts';
import { useConsole, useWhole } from '../../state/use-console.ts';
import { AlertsView } from './alerts-view.tsx';
import { ConnectPrometheus } from './connect-prometheus.tsx';
import { PrometheusBand } from './prometheus-band.tsx';
import { RulesView } from './rules-view.tsx';
import { TargetsView } from './targets-view.tsx';
import { usePrometheus } from './use-prometheus.ts';

// What draws charts is large, and most who open the console do not begin here.
const DashboardsView = lazy(async () => ({ default: (await import('../dashboards/dashboards-view.tsx')).DashboardsView })); // prettier-ignore
const ExploreView = lazy(async () => ({ default: (await import('./explore-view.tsx')).ExploreView }));

const tabs: { name: MetricsTab; word: string }[] = [
  { name: 'dashboards', word: 'Dashboards' },
  { name: 'explore', word: 'Explore' },
  { name: 'targets', word: 'Targets' },
  { name: 'rules', word: 'Rules' },
  { name: 'alerts', word: 'Alerts' },
];

export function MetricsView() {
  const { place } = useConsole();
  const { metricsTab } = useWhole(place.store);
  const prometheus = usePrometheus('prometheus');
  return (
    <section className="metrics" aria-label="Metrics">
      <div className="metrics-head">
        <Tabs
          label="Parts of the metrics"
          tabs={tabs}
          current={metricsTab}
          // Dashboards once more leads back to their list.
          onChange={(name) => place.go({ metricsTab: name, ...(name === metricsTab && { dashboard: null }) })}
        />
        <PrometheusBand server={prometheus} />
      </div>
      <div className="metrics-body">
        <Suspense fallback={<Placeholder rows={6} waitingFor="what draws this" />}>
          <Part tab={metricsTab} named={prometheus.named} />
        </Suspense>
      </div>
    </section>
  );
}

function Part({ tab, named }: { tab: MetricsTab; named: boolean }) {
  // Dashboards are worth a look without a server too: what each would ask.
  if (tab === 'dashboards') return <DashboardsView />;
  if (tab === 'explore') return <ExploreView />;
  if (!named && tab !== 'alerts') return <ConnectPrometheus />;
  if (tab === 'targets') return <TargetsView />;
  return tab === 'rules' ? <RulesView /> : <AlertsView />;
}
