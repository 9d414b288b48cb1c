// The pictures of what an incident teaches.
import type { Shot } from './shot.ts';

export const learningShots: Shot[] = [];
