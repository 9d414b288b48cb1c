// Asks before a trigger is removed: from then on nobody watches for it.
import type { WatchedTrigger } from '#shared/model/triggers/watched-trigger.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { useConsole } from '../../state/use-console.ts';
import { useRefusals } from '../readiness/refusals.tsx';

export function RemoveTriggerDialog({ watched, onClose }: { watched: WatchedTrigger; onClose: () => void }) {
  const { operations, place, who } = useConsole();
  const refusals = useRefusals();
  const { key, trigger } = watched;
  const remove = async (): Promise<void> => {
    if ((await who.as((by) => operations.removeTrigger(key, trigger.name, by))) !== true) return;
    refusals.settle();
    if (place.store.getState().trigger === key) place.go({ trigger: null });
    onClose();
  };
  return (
    <Dialog title={`Remove ${trigger.name}?`} onClose={onClose}>
      <div className="dialog-body">
        <p>Nobody watches for it from then on. What happened to it stays in the journal.</p>
        <p className="quiet">To stop it for a while, snooze it or switch it off: then it stays in the list.</p>
        {refusals.shown}
        <footer className="dialog-foot">
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="danger" icon="trash" onClick={() => void remove()}>
            Remove
          </Button>
        </footer>
      </div>
    </Dialog>
  );
}
