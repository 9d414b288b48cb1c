// The pictures of criteria.
import type { Shot } from './shot.ts';

export const criteriaShots: Shot[] = [];
