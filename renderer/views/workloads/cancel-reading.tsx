// Ends the wait for a cluster or a list of it. What was begun of a list is read on by the engine for all who ask, so the
// way out of one is another; where there is none, and while nobody has answered, it is to disconnect, and says so.
import { useAction } from '../../components/actions-context.ts';
import { Button } from '../../components/button.tsx';
import { kindWords } from '../../components/kube-kinds.ts';
import { goToKind } from './kind-list.tsx';
import type { WorkloadsScreen } from './use-workloads.ts';

const first = 'pods';

export function CancelReading({ screen: { stores, place, connection } }: { screen: WorkloadsScreen }) {
  const { name, disabled, run } = useAction('kube.disconnect');
  const connected = connection?.state === 'live';
  if (connected && place.kind !== first) {
    return (
      <Button
        title={`Back to ${kindWords[first].many}; ${kindWords[place.kind].many} are here when they are read`}
        onClick={() => goToKind(stores, first)}
      >
        Cancel
      </Button>
    );
  }
  return (
    <Button title={`${name}: nothing more is read`} disabled={disabled} onClick={run}>
      {connected ? 'Cancel and disconnect' : 'Cancel'}
    </Button>
  );
}
