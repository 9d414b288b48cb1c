// The pictures of incidents.
import type { Shot } from './shot.ts';

export const incidentsShots: Shot[] = [];
