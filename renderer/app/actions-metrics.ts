// Actions of the section Metrics.
import type { Action } from '../components/button.tsx';
import type { ConsoleStores } from '../state/console.ts';

export function metricsActions(_stores: ConsoleStores): Action[] {
  return [];
}
