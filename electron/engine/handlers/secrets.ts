// Operations on secrets that the shell keeps.
import type { KeptSecrets } from '../secrets/kept-secrets.ts';
import { operations } from './router.ts';

export function secretOperations(kept: KeptSecrets) {
  const { secrets } = operations;
  return secrets.router({
    list: secrets.list.handler(() => kept.list()),
    put: secrets.put.handler(({ input }) => kept.put(input.name, input.value, input.by)),
    remove: secrets.remove.handler(({ input }) => kept.remove(input.name, input.by)),
  });
}
