// The dialogs that belong to the frame: the palette and the list of keys.
import { useEffect } from 'react';
import type { Action } from '../components/button.tsx';
import { Dialog } from '../components/dialog.tsx';
import { Palette } from '../components/palette.tsx';
import { useConsole, useWhole } from '../state/use-console.ts';
import { readContexts } from '../views/workloads/contexts-pane.tsx';
import { environmentObjects } from './actions-changes.ts';
import { containerObjects } from './actions-containers.ts';
import { dashboardObjects } from './actions-dashboards.ts';
import { objectActions } from './actions-readiness.ts';
import { incidentObjects } from './actions-incidents.ts';
import { kubeObjects } from './actions-workloads.ts';

export function FrameDialogs({ actions }: { actions: Map<string, Action> }) {
  const stores = useConsole();
  const { open } = useWhole(stores.dialog);
  useWhole(stores.kube.config.store);
  const close = (): void => stores.dialog.setState({ open: null });
  const isPalette = open?.kind === 'palette';
  useEffect(() => {
    // Its contexts are of the kubeconfig, which is not read before somebody may want it.
    if (isPalette && stores.kube.config.store.getState().state === 'off') readContexts(stores);
  }, [isPalette, stores]);
  if (open?.kind === 'palette') {
    const objects = [
      ...objectActions(stores),
      ...environmentObjects(stores),
      ...containerObjects(stores),
      ...kubeObjects(stores),
      ...dashboardObjects(stores),
      ...incidentObjects(stores),
    ];
    return <Palette actions={[...actions.values(), ...objects]} onClose={close} />;
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
