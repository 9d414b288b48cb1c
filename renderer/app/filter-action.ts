// The action that puts the cursor into the filter of the view; each view has its own name for it.
import type { IconName } from '../components/icon.tsx';

export const filterAction = (id: string, name: string) => ({
  id,
  name,
  label: 'Filter',
  icon: 'search' as IconName,
  shortcut: '/',
  run: () => document.querySelector<HTMLInputElement>('[data-filter]')?.focus(),
});
