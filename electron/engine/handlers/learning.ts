// What an incident teaches: causes, actions, controls and playbooks; operation by operation.
import { operations } from './router.ts';

export function learningOperations() {
  const { learning } = operations;
  return learning.router({});
}
