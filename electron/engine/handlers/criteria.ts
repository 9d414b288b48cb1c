// Criteria, baselines and soak tests, operation by operation.
import { operations } from './router.ts';

export function criteriaOperations() {
  return operations.criteria.router({});
}
