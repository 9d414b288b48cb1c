// What a system must be able to do so that actions can be taken on it. Whether they may be is not its business.
import type { ActionName, Offer } from '#shared/model/action.ts';
import type { Watched } from '#shared/model/watch.ts';

export interface Change {
  action: ActionName;
  target: Watched;
  /** For `scale`; null else. */
  replicas: number | null;
}

export interface Changer {
  /** Only what can be done to things of this kind; asks the server what this person may. */
  offers: (target: Watched) => Promise<Offer[]>;
  /** One line for each thing that is touched, and warnings. @throws OpsError where it cannot be done. */
  preview: (change: Change) => Promise<{ touches: string[]; warnings: string[] }>;
  /** @returns what came of it, in words. @throws OpsError. */
  change: (change: Change) => Promise<string>;
}

/** Actions that end or remove what no other action brings back. */
export const destructive: ReadonlySet<ActionName> = new Set(['kill', 'remove', 'delete']);
