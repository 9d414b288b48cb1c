// Errors, read for operators: groups, health, trends, and what belongs together; operation by operation.
import { operations } from './router.ts';

export function errorOperations() {
  const { errors } = operations;
  return errors.router({});
}
