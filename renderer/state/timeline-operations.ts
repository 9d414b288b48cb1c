// What a person can ask of the engine about the timeline: what happened, by source, at any zoom.
import type { EngineClient } from '../client/link.ts';
import type { Done } from './change-operations.ts';

export function timelineOperations(_client: () => EngineClient, _done: Done) {
  return {};
}
