// The dialogs that belong to the frame: the palette and the list of keys.
import type { Action } from '../components/button.tsx';
import { Dialog } from '../components/dialog.tsx';
import { Palette } from '../components/palette.tsx';
import { useConsole, useWhole } from '../state/use-console.ts';
import { containerObjects } from './actions-containers.ts';
import { objectActions } from './actions-readiness.ts';

export function FrameDialogs({ actions }: { actions: Map<string, Action> }) {
  const stores = useConsole();
  const { open } = useWhole(stores.dialog);
  const close = (): void => stores.dialog.setState({ open: null });
  if (open?.kind === 'palette') {
    return (
      <Palette actions={[...actions.values(), ...objectActions(stores), ...containerObjects(stores)]} onClose={close} />
    );
  }
  if (open?.kind === 'keys') return <KeysDialog actions={[...actions.values()]} onClose={close} />;
  return null;
}

function KeysDialog({ actions, onClose }: { actions: Action[]; onClose: () => void }) {
  const keyed = actions.filter((action) => action.shortcut !== undefined);
  const groups = [...new Set(keyed.map((action) => action.group))];
  return (
    <Dialog title="Keys" onClose={onClose} wide>
      <div className="dialog-body keys">
        {groups.map((group) => (
          <section key={group}>
            <h3>{group}</h3>
            <dl>
              {keyed
                .filter((action) => action.group === group)
                .map((action) => (
                  <div key={action.id}>
                    <dt>
                      <kbd>{(action.shortcut ?? '').replace('Mod', 'Ctrl/Cmd')}</kbd>
                    </dt>
                    <dd>{action.name}</dd>
                  </div>
                ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
