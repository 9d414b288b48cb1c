// The pictures of metrics.
import type { Shot } from './shot.ts';

export const metricsShots: Shot[] = [];
