// Connects the Kubernetes context that a run is to look at. Its login command runs only where a person, or --trust, says so.
import type { EngineClient } from '#engine/engine.ts';
import type { KubeConnection } from '#shared/model/kubernetes.ts';
import { OpsError } from '#shared/model/ops-error.ts';
import type { Terminal } from './terminal.ts';
import { printable } from './terminal-text.ts';

/** Dialling takes 3 s at most, logging in may take a person. */
const withinMs = 130_000;

/**
 * Resolves when it is live or when it is clear that it will not be: then the items that need it say so themselves.
 * @throws OpsError `bad_input` where no kubeconfig has the context.
 */
export async function connectCluster(
  client: Pick<EngineClient, 'kubernetes'>,
  context: string,
  terminal: Terminal,
  trust: boolean,
): Promise<void> {
  const { contexts, files } = await client.kubernetes.contexts();
  const found = contexts.find(({ name }) => name === context);
  if (!found) {
    const looked = files.map(({ path }) => path).join(', ');
    const allowed = contexts.map(({ name }) => name).join(', ') || 'none';
    throw new OpsError(
      'bad_input',
      `--kube-context ${context}: there is no such context in ${looked}; there are: ${allowed}`,
    );
  }
  let agreedDigest: string | null = null;
  if (found.auth.kind === 'exec' && !found.auth.agreed) {
    const command = printable(found.auth.argv.join(' '));
    terminal.stderr.write(`The context ${printable(context)} logs in by running: ${command}\n`);
    const agreed = trust || (terminal.ask !== null && (await terminal.ask('Run it? [y/N] ')));
    if (agreed) agreedDigest = found.auth.digest;
    else terminal.stderr.write(`${terminal.ask === null ? 'give --trust to consent' : 'no consent given'}\n`);
  }
  await client.kubernetes.connect({ context, agreedDigest });
  const connection = await settled(client);
  if (connection.state !== 'live')
    terminal.stderr.write(`${printable(context)} is ${connection.state}: ${printable(connection.reason)}\n`);
}

async function settled(client: Pick<EngineClient, 'kubernetes'>): Promise<KubeConnection> {
  const signal = AbortSignal.timeout(withinMs);
  let last: KubeConnection | undefined;
  for await (const message of await client.kubernetes.connection(undefined, { signal })) {
    last = (message.kind === 'snapshot' ? message.entries : message.upserts)[0] ?? last;
    // What is not live at once may be a server that does not answer: a run does not wait for it to come back.
    if (last && (last.state !== 'connecting' || last.reason !== '')) return last;
  }
  throw new OpsError('timed_out', 'the Kubernetes context did not answer in time');
}
