// What every family of kinds returns of an object, and how it words what is wrong.
import type { KubeCells, KubeHealth, KubeKind } from '#shared/model/kubernetes.ts';
import type { TroubleKind } from '#shared/model/watch.ts';
import type { Fields } from './fields.ts';

export interface FoundTrouble {
  kind: TroubleKind;
  words: string;
  /** Since when the object itself says that it is so. */
  since?: number | null;
}

export interface Projected<K extends KubeKind> {
  status: string;
  health: KubeHealth;
  /** Worst first; empty when nothing is seen to be wrong. */
  troubles: readonly FoundTrouble[];
  cells: KubeCells[K];
}

/** `deleting`: the object was asked to go. Reads any shape and never throws. */
export type Projector<K extends KubeKind> = (object: Fields, deleting: boolean) => Projected<K>;

export const noTroubles: readonly FoundTrouble[] = Object.freeze([]);
