// For tests: the operations of secrets, answered by what the test gives.
import { implement } from '@orpc/server';
import { contract } from '#shared/contract/contract.ts';
import type { KeychainView } from '#shared/model/kept-secret.ts';
import type { FakeEngine } from './fake-engine.fixture.ts';

export interface FakeSecrets {
  keychain: () => KeychainView;
}

export const noSecrets = (): FakeSecrets => ({ keychain: () => ({ refusal: null, entries: [] }) });

export function secretsRouter(engine: FakeEngine) {
  const { secrets } = implement(contract);
  const noted = async (name: string, input: unknown): Promise<void> => {
    await engine.refuse(name);
    engine.calls.push({ name, input });
  };
  return {
    secrets: {
      list: secrets.list.handler(() => engine.keychain()),
      put: secrets.put.handler(({ input }) => noted('secrets.put', input)),
      remove: secrets.remove.handler(({ input }) => noted('secrets.remove', input)),
    },
  };
}
