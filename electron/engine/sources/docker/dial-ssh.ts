// A connection to a Docker engine through the person's own ssh: its standard input and output as one stream. Keys and
// host keys are ssh's business; what it says when it fails is handed on.
import { spawn } from 'node:child_process';
import { Duplex } from 'node:stream';
import { OpsError } from '#shared/model/ops-error.ts';

const saidLimitChars = 4096;

/** The stream is destroyed with an OpsError when ssh fails; destroying it ends ssh. */
export function dialSsh(args: readonly string[], env: Record<string, string | undefined>): Duplex {
  // Not through the probe-host, which hands on what a command said when it has ended; connections are kept and so few.
  const child = spawn('ssh', args, { env, stdio: ['pipe', 'pipe', 'pipe'] });
  let said = '';
  const stream = new Duplex({
    read: () => void child.stdout.resume(),
    write: (chunk: Buffer, _, done) => void child.stdin.write(chunk, done),
    final: (done) => void child.stdin.end(done),
    destroy: (error, done) => {
      child.kill();
      done(error);
    },
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said = (said + text).slice(-saidLimitChars)));
  child.stdout.on('data', (chunk: Buffer) => {
    if (!stream.push(chunk)) child.stdout.pause();
  });
  // A pipe that breaks is told by the end of the process, with what ssh said.
  child.stdin.on('error', () => undefined);
  child.on('error', (error: NodeJS.ErrnoException) =>
    stream.destroy(
      new OpsError('unavailable', error.code === 'ENOENT' ? 'there is no ssh on the PATH' : `ssh: ${error.message}`),
    ),
  );
  child.on('close', (code, signal) => {
    if (stream.destroyed) return;
    if (code === 0) stream.push(null);
    else stream.destroy(sshFailure(said, code, signal));
  });
  return asSocket(stream);
}

function sshFailure(said: string, code: number | null, signal: string | null): OpsError {
  const words = said.trim().split(/\r?\n/).slice(-3).join(' ');
  const denied = /permission denied|host key verification failed|authentication fail/i.test(words);
  const end = signal === null ? `exit code ${code}` : `ended by ${signal}`;
  return new OpsError(denied ? 'denied' : 'unavailable', `ssh (${end}): ${words || 'it said nothing'}`);
}

/** What node:http asks of a socket beside the stream; none of it has a meaning for a pipe. */
function asSocket(stream: Duplex): Duplex {
  const same = (): Duplex => stream;
  return Object.assign(stream, { setKeepAlive: same, setNoDelay: same, setTimeout: same, ref: same, unref: same });
}
