// The operations of secrets over a keychain made of memory; values are dropped.
import type { implement } from '@orpc/server';
import type { contract } from '#shared/contract/contract.ts';
import type { KeptSecret } from '#shared/model/kept-secret.ts';

type Implemented = ReturnType<typeof implement<typeof contract>>;

export function secretsHandlers(os: Implemented['secrets']) {
  const kept = new Map<string, KeptSecret>();
  return {
    list: os.list.handler(() => ({ refusal: null, entries: [...kept.values()] })),
    put: os.put.handler(({ input: { name } }) => void kept.set(name, { name, storedAt: Date.now() })),
    remove: os.remove.handler(({ input: { name } }) => void kept.delete(name)),
  };
}
