// Bundles: saved incidents, exported and read offline; operation by operation.
import { operations } from './router.ts';

export function reviewOperations() {
  const { reviews } = operations;
  return reviews.router({});
}
