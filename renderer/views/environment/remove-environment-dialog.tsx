// Removes an environment after a question. What it pointed at is not touched, and neither is the record.
import type { Environment } from '#shared/model/environment.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { useConsole } from '../../state/use-console.ts';
import { useRefusals } from '../readiness/refusals.tsx';

export function RemoveEnvironmentDialog({ environment, onClose }: { environment: Environment; onClose: () => void }) {
  const { operations } = useConsole();
  const refusals = useRefusals();
  const remove = async (): Promise<void> => {
    if (!(await operations.removeEnvironment(environment.key, environment.name))) return;
    refusals.settle();
    onClose();
  };
  return (
    <Dialog title={`Remove the environment ${environment.name}?`} onClose={onClose}>
      <div className="dialog-body">
        <p>
          Its name, endpoints and variables are forgotten. The systems it points at are not touched, and what was
          recorded stays.
        </p>
        {refusals.shown}
        <footer className="dialog-foot">
          <Button onClick={onClose}>Keep it</Button>
          <Button kind="danger" onClick={() => void remove()}>
            Remove {environment.name}
          </Button>
        </footer>
      </div>
    </Dialog>
  );
}
