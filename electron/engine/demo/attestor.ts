// The process in which the demo's attestor runs. Commands come as JSON lines on standard input, answers leave as JSON
// lines on standard output; when standard input ends, whoever started it is gone, and it goes too.
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { messageOf } from '#shared/model/ops-error.ts';
import { demoFaultSchema, demoVersionSchema } from '#shared/model/system.ts';
import { startAttestorService } from './attestor-http.ts';

const commandSchema = z.union([
  z.strictObject({ id: z.int(), fault: demoFaultSchema, on: z.boolean() }),
  z.strictObject({ id: z.int(), version: demoVersionSchema }),
]);

const { values } = parseArgs({
  options: {
    log: { type: 'string', default: './attestor.jsonl' },
    port: { type: 'string', default: '0' },
    'interval-ms': { type: 'string', default: '1000' },
  },
});

const service = await startAttestorService({
  logFile: values.log,
  port: Number(values.port),
  intervalMs: Number(values['interval-ms']),
  version: '1.0.0',
  now: Date.now,
});
answer({ ready: true, port: service.port, logFile: values.log });

createInterface({ input: process.stdin })
  .on('line', (line) => {
    try {
      const command = commandSchema.parse(JSON.parse(line));
      if ('version' in command) service.deploy(command.version);
      else service.setFault(command.fault, command.on);
      answer({ done: command.id });
    } catch (error) {
      answer({ error: `not a command: ${messageOf(error)}` });
    }
  })
  .on('close', () => process.exit(0));
process.on('SIGTERM', () => process.exit(0));
// A terminal's Ctrl-C goes to the whole group; the starter decides when this one ends.
process.on('SIGINT', () => undefined);

function answer(message: object): void {
  process.stdout.write(`${JSON.stringify(message)}\n`);
}
