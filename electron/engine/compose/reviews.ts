// Wires bundles: the drafts of those that leave, and the processes of those that are read here.
import { join } from 'node:path';
import { localZone } from '#shared/model/local-zone.ts';
import { bundledIncident } from '../bundles/bundled-incident.ts';
import { createDrafts, type DraftsOptions } from '../bundles/drafts.ts';
import { namedSecretValues } from '../bundles/named-secrets.ts';
import { createSigningKeys } from '../bundles/signing-key.ts';
import { createIncoming } from '../review/incoming.ts';
import { createReviews } from '../review/reviews.ts';
import { createSecretReader } from '../secrets/secret-reader.ts';
import type { KeptSecrets } from '../secrets/kept-secrets.ts';
import type { Writer } from '../store/writer.ts';
import { version } from '../version.ts';
import type { Recording } from './recording.ts';

export interface ReviewsWiring {
  dataDir: string;
  home: string;
  env: Record<string, string | undefined>;
  /** Null where no desktop app keeps secrets. */
  secrets: KeptSecrets | null;
  /** Keeps what dashboards show with an incident before it leaves. */
  keepPanels: DraftsOptions['keepPanels'];
}

export function wireReviews(recording: Recording, { dataDir, home, env, secrets, keepPanels }: ReviewsWiring) {
  const { read, writer, journal, now, redactor } = recording;
  const keys = createSigningKeys({ dataDir, keychain: secrets, onSecret: redactor.learn });
  const named = createSecretReader({ env, onSecret: redactor.learn, ...(secrets !== null && { keychain: secrets.read }) }); // prettier-ignore
  const drafts = createDrafts({
    dataDir,
    recordFile: join(dataDir, 'readyroom.db'),
    homeDir: home,
    incidentOf: (id) => bundledIncident(read, id, now()),
    secrets: async () => [...(await namedSecretValues(read, named)), ...redactor.known()],
    keepPanels,
    flush: () => committed(writer),
    signingPem: async (by) => (await keys.get(by)).privatePem,
    onSaved: async ({ draft, file, signed, by }) => {
      const { incidentId, fileBytes, manifest } = draft;
      const redactions = manifest?.redactions.reduce((sum, { count }) => sum + count, 0) ?? 0;
      const data = { file, bytes: fileBytes, signed, redactions, events: manifest?.chain.events ?? 0 };
      await writer.write('audit', (db) => journal.append(db, { type: 'bundle.exported', source: `person:${by}`, subject: incidentId, data })); // prettier-ignore
    },
    tellLeftover: recording.log.info,
    madeBy: `Ready Room ${version}`,
    timeZone: localZone,
    now,
  });
  const reviews = createReviews({
    read,
    writer,
    journal,
    now,
    ownKey: keys.present,
    onDefect: recording.onDefect,
  });
  const incoming = createIncoming(dataDir);
  return {
    drafts,
    reviews,
    incoming,
    signingKey: async (by: string) => {
      const { privatePem: _private, ...key } = await keys.get(by);
      return key;
    },
    close: () => {
      drafts.close();
      reviews.closeAll();
      incoming.close();
    },
  };
}

/** What waits is written, or held by a disk that refuses: a bundle is then made of what is there. */
function committed(writer: Writer): Promise<void> {
  return new Promise((resolve) => {
    writer.add({ durability: 'telemetry', task: () => undefined, onCommitted: resolve, onHeld: resolve, onFailed: () => resolve() }); // prettier-ignore
    writer.flush();
  });
}
