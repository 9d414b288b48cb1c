// Actions on bundles: open one from anywhere, look into the one that is read.
import type { Action } from '../components/button.tsx';
import type { ConsoleStores } from '../state/console.ts';

export function reviewsActions({ dialog, place, link }: ConsoleStores): Action[] {
  const { review } = place.store.getState();
  const live = link.store.getState().state === 'live';
  return [
    {
      id: 'bundle.open',
      name: 'Open a bundle: a saved incident',
      label: 'Open a bundle…',
      icon: 'incidents',
      group: 'Incidents',
      disabled: live ? null : 'the engine cannot be reached',
      run: () => dialog.setState({ open: { kind: 'open-bundle', path: '' } }),
    },
    {
      id: 'bundle.show',
      name: 'What is in the bundle that is read',
      label: 'What is in it',
      icon: 'incidents',
      group: 'Incidents',
      disabled: review === null ? 'no bundle is read' : null,
      run: () => review !== null && dialog.setState({ open: { kind: 'bundle', id: review } }),
    },
  ];
}
