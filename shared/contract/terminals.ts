// Operations on terminals in containers. One that nobody reads is closed.
import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import {
  terminalInputLimit,
  terminalOutputSchema,
  terminalSchema,
  terminalSizeSchema,
} from '#shared/model/terminal.ts';
import { watchedSchema } from '#shared/model/watch.ts';
import { nothing, op } from './op.ts';

const terminal = z.object({ terminalId: z.string().min(1).max(60) });

export const terminalsContract = {
  /** Finds a shell. `container`: of a pod with several; null for its first. Only while the system is unlocked. */
  open: op
    .input(
      terminalSizeSchema.extend({
        target: watchedSchema,
        container: z.string().min(1).max(253).nullable(),
        by: z.string().trim().min(1).max(200),
      }),
    )
    .output(terminalSchema),
  /** To be read once; whoever stops reading closes it. */
  output: op.input(terminal).output(eventIterator(terminalOutputSchema)),
  write: op.input(terminal.extend({ text: z.string().max(terminalInputLimit) })).output(nothing),
  resize: op.input(terminal.extend(terminalSizeSchema.shape)).output(nothing),
  close: op.input(terminal).output(nothing),
};
