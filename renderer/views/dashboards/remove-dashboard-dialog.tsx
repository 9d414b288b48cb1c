// Asks before an imported dashboard leaves the library.
import type { DashboardSummary } from '#shared/model/dashboard/dashboard.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { useConsole } from '../../state/use-console.ts';
import { saveOriginal } from './library-output.ts';

export function RemoveDashboardDialog({ line, onClose }: { line: DashboardSummary; onClose: () => void }) {
  const stores = useConsole();
  const { operations, place } = stores;
  const remove = async (): Promise<void> => {
    if (!(await operations.removeDashboard(line.key, line.title))) return;
    if (place.store.getState().dashboard === line.key) place.go({ dashboard: null, dashboardAs: '', span: '' });
    onClose();
  };
  return (
    <Dialog title="Remove this dashboard?" onClose={onClose}>
      <div className="dialog-body">
        <p>
          <strong>{line.title}</strong> leaves the library, and its original JSON with it. No file elsewhere is touched.
        </p>
        <footer className="dialog-foot">
          <Button icon="down" onClick={() => void saveOriginal(stores, line.key, line.title)}>
            Save its JSON first
          </Button>
          <Button onClick={onClose}>Keep it</Button>
          <Button kind="danger" onClick={() => void remove()}>
            Remove
          </Button>
        </footer>
      </div>
    </Dialog>
  );
}
