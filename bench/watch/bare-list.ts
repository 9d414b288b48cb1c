// The least that anybody must do to have a cluster's pods: the same pages over the same kind of connection, parsed and
// dropped; and the Table that kubectl prints, received. In a process of its own, asked by messages.
import { performance } from 'node:perf_hooks';
import { Agent } from 'undici';

export interface BareQuestion {
  what: 'pages' | 'table';
  origin: string;
  ca: string;
  token: string;
}
export interface BareAnswer {
  ms: number;
  objects: number;
  bytes: number;
}

const tableForm = 'application/json;as=Table;v=v1;g=meta.k8s.io';

process.on('message', (question: BareQuestion) => {
  ask(question).then(
    (answer) => process.send?.(answer),
    (error: unknown) => {
      throw error;
    },
  );
});
process.on('disconnect', () => process.exit(0));

async function ask({ what, origin, ca, token }: BareQuestion): Promise<BareAnswer> {
  const agent = new Agent({ pipelining: 1, allowH2: false, connect: { ca, allowH2: false } });
  const open = async (path: string, accept: string): Promise<Buffer> => {
    const headers = { authorization: `Bearer ${token}`, accept };
    const { statusCode, body } = await agent.request({ origin, path, method: 'GET', headers });
    const chunks: Buffer[] = [];
    for await (const chunk of body as AsyncIterable<Buffer>) chunks.push(chunk);
    if (statusCode !== 200) throw new Error(`HTTP ${statusCode}`);
    return Buffer.concat(chunks);
  };
  const answer = { ms: 0, objects: 0, bytes: 0 };
  const began = performance.now();
  if (what === 'table') answer.bytes = (await open('/api/v1/pods?includeObject=None', tableForm)).length;
  else {
    let next = '';
    do {
      const query = new URLSearchParams({ limit: '500', ...(next !== '' && { continue: next }) });
      const text = await open(`/api/v1/pods?${query.toString()}`, 'application/json');
      const page = JSON.parse(text.toString('utf8')) as { items: unknown[]; metadata: { continue?: string } };
      answer.objects += page.items.length;
      answer.bytes += text.length;
      next = page.metadata.continue ?? '';
    } while (next !== '');
  }
  answer.ms = performance.now() - began;
  await agent.destroy();
  return answer;
}
