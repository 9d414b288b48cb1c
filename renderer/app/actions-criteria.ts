// Actions of the section Criteria.
import type { Action } from '../components/button.tsx';
import type { ConsoleStores } from '../state/console.ts';

export function criteriaActions(_stores: ConsoleStores): Action[] {
  return [];
}
