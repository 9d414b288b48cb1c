// Actions of the section Triggers.
import type { Action } from '../components/button.tsx';
import type { ConsoleStores } from '../state/console.ts';

export function triggersActions(_stores: ConsoleStores): Action[] {
  return [];
}
