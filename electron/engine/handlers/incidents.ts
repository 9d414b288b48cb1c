// Incidents: declared, led and closed; operation by operation.
import { operations } from './router.ts';

export function incidentOperations() {
  const { incidents } = operations;
  return incidents.router({});
}
