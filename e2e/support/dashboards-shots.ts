// The pictures of dashboards.
import type { Shot } from './shot.ts';

export const dashboardsShots: Shot[] = [];
