// What a person can ask of the engine about incidents: declared, led and closed.
import type { EngineClient } from '../client/link.ts';
import type { Done } from './change-operations.ts';

export function incidentOperations(_client: () => EngineClient, _done: Done) {
  return {};
}
