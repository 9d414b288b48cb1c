// The metrics in parts: dashboards, and what else is asked of Prometheus.
import { useConsole, useWhole } from '../../state/use-console.ts';
import { DashboardsView } from '../dashboards/dashboards-view.tsx';

export function MetricsView() {
  const { place } = useConsole();
  const { metricsTab } = useWhole(place.store);
  if (metricsTab === 'dashboards') return <DashboardsView />;
  return (
    <div className="empty">
      <p>No Prometheus is connected.</p>
    </div>
  );
}
