// The triggers, operation by operation.
import { operations } from './router.ts';

export function triggerOperations() {
  return operations.triggers.router({});
}
