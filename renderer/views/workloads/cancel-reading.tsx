// Ends the wait for a cluster: it is disconnected, so nothing more is asked of it, and the contexts are there to choose from.
import { useAction } from '../../components/actions-context.ts';
import { Button } from '../../components/button.tsx';

export function CancelReading() {
  const { name, disabled, run } = useAction('kube.disconnect');
  return (
    <Button title={`${name}: nothing more is read`} disabled={disabled} onClick={run}>
      Cancel
    </Button>
  );
}
