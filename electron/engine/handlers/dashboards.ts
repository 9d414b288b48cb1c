// The dashboards, operation by operation.
import { operations } from './router.ts';

export function dashboardOperations() {
  return operations.dashboards.router({});
}
