// The pictures of metrics.
import { exploreShots } from './explore-shots.ts';
import { prometheusShots } from './prometheus-shots.ts';
import type { Shot } from './shot.ts';

export const metricsShots: Shot[] = [...exploreShots, ...prometheusShots];
