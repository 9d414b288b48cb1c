// What a person can ask of the engine about what an incident teaches: causes, actions, controls and playbooks.
import type { EngineClient } from '../client/link.ts';
import type { Done } from './change-operations.ts';

export function learningOperations(_client: () => EngineClient, _done: Done) {
  return {};
}
