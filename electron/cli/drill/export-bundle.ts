// Exports an incident as the button does: prepared, ready, saved.
import type { EngineClient } from '#engine/engine.ts';
import { waitFor } from './drill-console.ts';

/** Returns how many events are in it. @throws OpsError, or an Error with the reason why it cannot be made */
export async function exportBundle(
  client: EngineClient,
  incidentId: string,
  path: string,
  by: string,
): Promise<number> {
  const { key } = await client.reviews.prepare({ incidentId });
  const drafts = await waitFor('The bundle to be made', (signal) => client.reviews.drafts(undefined, { signal }), (all) => ['ready', 'failed'].includes(all.get(key)?.state ?? '')); // prettier-ignore
  const draft = drafts.get(key);
  if (draft?.state !== 'ready') throw new Error(`the bundle cannot be made: ${draft?.reason ?? 'it is gone'}`);
  await client.reviews.save({ draft: key, path, sign: false, by });
  return draft.manifest?.chain.events ?? 0;
}
