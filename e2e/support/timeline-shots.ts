// The pictures of the timeline.
import type { Shot } from './shot.ts';

export const timelineShots: Shot[] = [];
