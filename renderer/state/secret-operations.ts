// What a person can ask of the engine about secrets that the desktop app keeps. A value goes in and never comes back.
import type { KeychainView } from '#shared/model/kept-secret.ts';
import type { EngineClient } from '../client/link.ts';
import { refusalOf, type Refusal } from '../client/refusal.ts';

export type SecretAnswer = { ok: true } | { ok: false; refusal: Refusal };

/** Each with the refusal itself, because it is shown where the value was typed. */
export function secretOperations(client: () => EngineClient) {
  const answered = async (ask: () => Promise<void>): Promise<SecretAnswer> => {
    try {
      await ask();
      return { ok: true };
    } catch (error) {
      return { ok: false, refusal: refusalOf(error) };
    }
  };
  return {
    /** Where it cannot be asked, the reason stands as one for which nothing is stored. */
    keychain: async (): Promise<KeychainView> => {
      try {
        return await client().secrets.list();
      } catch (error) {
        return { refusal: refusalOf(error).message, entries: [] };
      }
    },
    storeSecret: (name: string, value: string, by: string) => answered(() => client().secrets.put({ name, value, by })),
    removeSecret: (name: string, by: string) => answered(() => client().secrets.remove({ name, by })),
  };
}
