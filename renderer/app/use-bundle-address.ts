// An address that names a bundle, as the shell makes it of a file that was opened: the dialog that opens bundles is shown with
// it. The address itself opens nothing.
import { useEffect } from 'react';
import { hashOf } from '../state/place.ts';
import { useConsole } from '../state/use-console.ts';

export function useBundleAddress(): void {
  const { dialog, place } = useConsole();
  useEffect(() => {
    const look = (): void => {
      const path = new URLSearchParams(window.location.hash.split('?')[1] ?? '').get('bundle');
      if (path === null || path === '') return;
      dialog.setState({ open: { kind: 'open-bundle', path } });
      window.history.replaceState(null, '', hashOf(place.store.getState()));
    };
    look();
    window.addEventListener('hashchange', look);
    return () => window.removeEventListener('hashchange', look);
  }, [dialog, place]);
}
