// The dialogs of the dashboards: import, what it came to, remove.
import { useConsole, useFeed, useWhole } from '../../state/use-console.ts';
import { ImportDialog } from './import-dialog.tsx';
import { RemoveDashboardDialog } from './remove-dashboard-dialog.tsx';
import { ReportDialog } from './report-dialog.tsx';

export function DashboardDialogs() {
  const { dialog, dashboards } = useConsole();
  const { open } = useWhole(dialog);
  const { entries } = useFeed(dashboards.list);
  const close = (): void => dialog.setState({ open: null });
  if (open?.kind === 'import-dashboard') return <ImportDialog name={open.name} text={open.text} onClose={close} />;
  if (open?.kind === 'dashboard-report') return <ReportDialog dashboardKey={open.key} onClose={close} />;
  if (open?.kind === 'remove-dashboard') {
    const line = entries.get(open.key);
    return line === undefined ? null : <RemoveDashboardDialog line={line} onClose={close} />;
  }
  return null;
}
