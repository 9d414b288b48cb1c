// The timeline: what happened, by source, at any zoom; operation by operation.
import { operations } from './router.ts';

export function timelineOperations() {
  const { timeline } = operations;
  return timeline.router({});
}
