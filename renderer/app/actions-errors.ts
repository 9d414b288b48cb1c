// Actions of the section Errors.
import type { Action } from '../components/button.tsx';
import type { ConsoleStores } from '../state/console.ts';

export function errorsActions(_stores: ConsoleStores): Action[] {
  return [];
}
