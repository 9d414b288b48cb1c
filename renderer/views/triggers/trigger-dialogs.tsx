// The dialogs of triggers. Each shows the trigger as it stands; one that is gone meanwhile closes it.
import { useConsole, useFeed, useWhole } from '../../state/use-console.ts';
import { ImportRulesDialog } from './import-rules-dialog.tsx';
import { RemoveTriggerDialog } from './remove-trigger-dialog.tsx';
import { TriggerFormDialog } from './trigger-form-dialog.tsx';
import { WordDialog } from './word-dialog.tsx';

export function TriggerDialogs() {
  const { dialog, triggers } = useConsole();
  const { open } = useWhole(dialog);
  const { entries } = useFeed(triggers.watched);
  const close = (): void => dialog.setState({ open: null });
  switch (open?.kind) {
    case 'import-rules':
      return <ImportRulesDialog given={{ name: open.name ?? 'rules.yaml', text: open.text ?? '' }} onClose={close} />;
    case 'trigger': {
      const known = open.key === null ? null : entries.get(open.key);
      return known === undefined ? null : <TriggerFormDialog watched={known} onClose={close} />;
    }
    case 'trigger-word': {
      const known = entries.get(open.key);
      return known === undefined ? null : (
        <WordDialog word={open.word} watched={known} instance={open.instance ?? null} onClose={close} />
      );
    }
    case 'remove-trigger': {
      const known = entries.get(open.key);
      return known === undefined ? null : <RemoveTriggerDialog watched={known} onClose={close} />;
    }
    default:
      return null;
  }
}
