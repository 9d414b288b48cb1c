// Operations on terminals.
import type { Terminals } from '../terminal/terminals.ts';
import { operations } from './router.ts';

export function terminalOperations(open: Terminals) {
  const { terminals } = operations;
  return terminals.router({
    open: terminals.open.handler(({ input }) => open.open(input)),
    output: terminals.output.handler(({ input, signal }) => open.output(input.terminalId, signal)),
    write: terminals.write.handler(({ input }) => open.write(input.terminalId, input.text)),
    resize: terminals.resize.handler(({ input }) => open.resize(input.terminalId, input.cols, input.rows)),
    close: terminals.close.handler(({ input }) => open.close(input.terminalId)),
  });
}
