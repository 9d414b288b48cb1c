// Puts the chosen theme and density on the document, where the style variables look for them.
import { useEffect, useSyncExternalStore } from 'react';
import { useConsole, useWhole } from '../state/use-console.ts';

const lightQuery = '(prefers-color-scheme: light)';

function subscribeSystem(changed: () => void): () => void {
  const query = window.matchMedia(lightQuery);
  query.addEventListener('change', changed);
  return () => query.removeEventListener('change', changed);
}

export function useTheme(): void {
  const { settings } = useConsole();
  const { theme, density } = useWhole(settings.store);
  const systemLight = useSyncExternalStore(subscribeSystem, () => window.matchMedia(lightQuery).matches);
  const shown = theme === 'system' ? (systemLight ? 'light' : 'dark') : theme;
  useEffect(() => {
    document.documentElement.dataset['theme'] = shown;
    document.documentElement.dataset['density'] = density;
  }, [shown, density]);
}
