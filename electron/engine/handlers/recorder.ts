// The recorder: how much is kept, of what, and whether it is whole; operation by operation.
import { operations } from './router.ts';

export function recorderOperations() {
  const { recorder } = operations;
  return recorder.router({});
}
