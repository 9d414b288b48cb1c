// The dialogs of this section. What they are about is shown as it stands; what is gone meanwhile closes them.
import { useConsole, useFeed, useWhole } from '../../state/use-console.ts';
import { DefinitionDialog } from './definition-dialog.tsx';
import { JudgeDialog } from './judge-dialog.tsx';
import { ObjectiveDialog } from './objective-dialog.tsx';
import { RemoveDefinitionDialog } from './remove-definition-dialog.tsx';

export function CriteriaDialogs() {
  const { dialog, criteria } = useConsole();
  const { open } = useWhole(dialog);
  const { entries } = useFeed(criteria.objectives);
  const close = (): void => dialog.setState({ open: null });
  switch (open?.kind) {
    case 'definition':
      return <DefinitionDialog of={open.of} onClose={close} />;
    case 'objective': {
      const known = open.key === null ? null : entries.get(open.key);
      return known === undefined ? null : <ObjectiveDialog known={known} onClose={close} />;
    }
    case 'judge-criterion':
      return <JudgeDialog asked={open} onClose={close} />;
    case 'remove-definition':
      return <RemoveDefinitionDialog asked={open} onClose={close} />;
    default:
      return null;
  }
}
