// The pictures of the recorder.
import type { Shot } from './shot.ts';

export const recorderShots: Shot[] = [];
