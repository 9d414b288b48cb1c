// The dialogs that may stand over any screen: environments, unlocking, a change, a terminal, a port-forward.
import { useConsole, useFeed, useWhole } from '../state/use-console.ts';
import { ChangeDialog } from '../views/changes/change-dialog.tsx';
import { EnvironmentDialog } from '../views/environment/environment-dialog.tsx';
import { RemoveEnvironmentDialog } from '../views/environment/remove-environment-dialog.tsx';
import { UnlockDialog } from '../views/environment/unlock-dialog.tsx';
import { StartForwardDialog } from '../views/forwards/start-forward-dialog.tsx';
import { OpenTerminalDialog } from '../views/terminal/open-terminal-dialog.tsx';

export function ChangeDialogs() {
  const { dialog, environment } = useConsole();
  const { open } = useWhole(dialog);
  const { entries } = useFeed(environment.environments);
  const close = (): void => dialog.setState({ open: null });
  switch (open?.kind) {
    case 'environment': {
      const known = open.key === null ? null : entries.get(open.key);
      return known === undefined ? null : <EnvironmentDialog environment={known} onClose={close} />;
    }
    case 'remove-environment': {
      const known = entries.get(open.key);
      return known === undefined ? null : <RemoveEnvironmentDialog environment={known} onClose={close} />;
    }
    case 'unlock':
      return <UnlockDialog source={open.key} onClose={close} />;
    case 'change':
      return <ChangeDialog onClose={close} />;
    case 'open-terminal':
      return <OpenTerminalDialog target={open.target} containers={open.containers} onClose={close} />;
    case 'start-forward':
      return <StartForwardDialog target={open.target} ports={open.ports} onClose={close} />;
    default:
      return null;
  }
}
