// Dashboards: the library, or the one in the address.
import { useConsole, useWhole } from '../../state/use-console.ts';
import { DashboardDialogs } from './dashboard-dialogs.tsx';
import { DashboardList } from './dashboard-list.tsx';
import { DashboardScreen } from './dashboard-screen.tsx';

export function DashboardsView() {
  const { place } = useConsole();
  const { dashboard } = useWhole(place.store);
  return (
    <div className="dashboards">
      {dashboard === null ? <DashboardList /> : <DashboardScreen />}
      <DashboardDialogs />
    </div>
  );
}
