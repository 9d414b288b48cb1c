// What a person can ask of the engine about bundles: saved incidents, exported and read offline.
import type { EngineClient } from '../client/link.ts';
import type { Done } from './change-operations.ts';

export function reviewOperations(_client: () => EngineClient, _done: Done) {
  return {};
}
