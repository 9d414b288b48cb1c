// Wires the secrets that an environment names: what the desktop app keeps, the system's own keychain, and who is told when
// one has been changed.
import type { Keychain } from '../secrets/keychain.ts';
import { createKeptSecrets, type AskShell, type KeptSecrets } from '../secrets/kept-secrets.ts';
import type { Recording } from './recording.ts';

export interface SecretsWiring {
  ask: AskShell | undefined;
  system: Keychain;
  onChanged: () => void;
}

export function wireSecrets({ redactor, writer, journal }: Recording, wiring: SecretsWiring): KeptSecrets {
  return createKeptSecrets({
    ...wiring,
    onSecret: redactor.learn,
    record: async (event) => {
      await writer.write('audit', (db) => journal.append(db, event));
    },
  });
}
