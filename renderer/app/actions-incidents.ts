// Actions of the section Incidents.
import type { Action } from '../components/button.tsx';
import type { ConsoleStores } from '../state/console.ts';

export function incidentsActions(_stores: ConsoleStores): Action[] {
  return [];
}
