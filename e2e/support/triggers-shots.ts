// The pictures of triggers.
import type { Shot } from './shot.ts';

export const triggersShots: Shot[] = [];
