// Asks before something of this section is removed, and says what stays.
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import type { OpenDialog } from '../../state/dialogs.ts';
import { useConsole } from '../../state/use-console.ts';
import { useRefusals } from '../readiness/refusals.tsx';

type Asked = Extract<OpenDialog, { kind: 'remove-definition' }>;

const texts: Record<Asked['of'], string> = {
  criteria: 'Its criteria are not judged from then on, and what people said of them is forgotten here.',
  objectives: 'Its budget is not looked at from then on.',
  baselines: 'Its values are gone; export it first where they may be needed.',
  soaks: 'Its samples are gone, and a soak that runs ends; save its report first where it may be needed.',
};

export function RemoveDefinitionDialog({ asked, onClose }: { asked: Asked; onClose: () => void }) {
  const { operations, place, who } = useConsole();
  const refusals = useRefusals();
  const remove = async (): Promise<void> => {
    if ((await who.as((by) => operations.removeDefinition(asked.of, asked.key, asked.name, by))) !== true) return;
    refusals.settle();
    place.go({ criterion: null });
    onClose();
  };
  return (
    <Dialog title={`Remove ${asked.name}?`} onClose={onClose}>
      <div className="dialog-body">
        <p>{texts[asked.of]} What happened to it stays in the journal.</p>
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
