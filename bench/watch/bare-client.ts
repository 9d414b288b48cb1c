// Starts the process that lists the bare way, and asks it.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { FakeClusterProcess } from '../../e2e/support/kube/fake-cluster-process.ts';
import type { BareAnswer, BareQuestion } from './bare-list.ts';

export interface BareClient {
  pid: number;
  ask: (what: BareQuestion['what']) => Promise<BareAnswer>;
  stop: () => Promise<void>;
}

export function startBareClient({ url, caPem, token }: FakeClusterProcess): BareClient {
  const child = fork(join(import.meta.dirname, 'bare-list.ts'));
  const exited = once(child, 'exit');
  return {
    pid: child.pid ?? -1,
    ask: async (what) => {
      child.send({ what, origin: url, ca: caPem, token } satisfies BareQuestion);
      const ended = exited.then(() => Promise.reject(new Error('the bare client ended')));
      const [answer] = (await Promise.race([once(child, 'message'), ended])) as [BareAnswer];
      return answer;
    },
    stop: async () => {
      if (child.connected) child.disconnect();
      await exited;
    },
  };
}
