// Changes how the open dashboard is looked at; it stands in the address.
import type { ConsoleStores } from '../../state/console.ts';
import { dashboardLookOf, dashboardLookText, type DashboardLook } from '../../state/dashboard-place.ts';

export function relookDashboard({ place }: Pick<ConsoleStores, 'place'>, change: Partial<DashboardLook>): void {
  const { dashboardAs } = place.store.getState();
  place.go({ dashboardAs: dashboardLookText({ ...dashboardLookOf(dashboardAs), ...change }) });
}
