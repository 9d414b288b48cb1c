// The pictures of errors, read for operators.
import type { Shot } from './shot.ts';

export const errorsShots: Shot[] = [];
