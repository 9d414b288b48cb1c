// The operations of secrets over a keychain made of memory; values are dropped.
import type { KeptSecret } from '#shared/model/kept-secret.ts';
import type { Implemented } from './implemented.ts';

export function secretsHandlers(os: Implemented['secrets']) {
  const kept = new Map<string, KeptSecret>();
  return {
    list: os.list.handler(() => ({ refusal: null, entries: [...kept.values()] })),
    put: os.put.handler(({ input: { name } }) => void kept.set(name, { name, storedAt: Date.now() })),
    remove: os.remove.handler(({ input: { name } }) => void kept.delete(name)),
  };
}
