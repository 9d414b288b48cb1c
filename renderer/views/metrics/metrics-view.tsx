// The metrics in parts: dashboards, and what else is asked of Prometheus.
import { useConsole, useWhole } from '../../state/use-console.ts';
import { DashboardsView } from '../dashboards/dashboards-view.tsx';
import { ExploreView } from './explore-view.tsx';

export function MetricsView() {
  const { place } = useConsole();
  const { metricsTab } = useWhole(place.store);
  if (metricsTab === 'dashboards') return <DashboardsView />;
  if (metricsTab === 'explore') return <ExploreView />;
  return (
    <div className="empty">
      <p>No Prometheus is connected.</p>
    </div>
  );
}
