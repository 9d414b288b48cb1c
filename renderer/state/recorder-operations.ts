// What a person can ask of the engine about the recorder: how much is kept, of what, and whether it is whole.
import type { EngineClient } from '../client/link.ts';
import type { Done } from './change-operations.ts';

export function recorderOperations(_client: () => EngineClient, _done: Done) {
  return {};
}
