// The pictures of bundles.
import type { Shot } from './shot.ts';

export const reviewsShots: Shot[] = [];
