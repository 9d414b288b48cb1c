// What a person can ask of the engine about errors, read for operators: groups, health, trends, and what belongs together.
import type { EngineClient } from '../client/link.ts';
import type { Done } from './change-operations.ts';

export function errorOperations(_client: () => EngineClient, _done: Done) {
  return {};
}
