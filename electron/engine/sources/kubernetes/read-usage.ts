// One look at metrics.k8s.io: what nodes or pods use now.
import { z } from 'zod';
import type { KubeUsage } from '#shared/model/kubernetes.ts';
import { OpsError } from '#shared/model/ops-error.ts';
import type { Opened } from './cluster-client.ts';
import { quantityOf } from './project/quantity.ts';

const amounts = z.object({ cpu: z.string().default('0'), memory: z.string().default('0') });
const schema = z.object({
  items: z.array(
    z.object({
      metadata: z.object({ name: z.string(), namespace: z.string().optional() }),
      timestamp: z.iso.datetime({ offset: true }).optional(),
      usage: amounts.optional(),
      containers: z.array(z.object({ usage: amounts })).optional(),
    }),
  ),
});
const limitBytes = 64 * 1024 * 1024;

/** null where the server does not offer it. @param now epoch milliseconds. @throws OpsError where it cannot be asked */
export async function readUsage(
  open: (path: string) => Promise<Opened>,
  kind: 'nodes' | 'pods',
  now: number,
): Promise<KubeUsage[] | null> {
  const answer = await open(`/apis/metrics.k8s.io/v1beta1/${kind}`);
  if (answer.status !== 200) {
    answer.cancel();
    return null;
  }
  const parsed = schema.safeParse(parse(await answer.text(limitBytes)));
  if (!parsed.success) throw new OpsError('unavailable', 'the metrics of the cluster cannot be read');
  return parsed.data.items.map(({ metadata, timestamp, usage, containers = [] }) => {
    const used = usage ? [usage] : containers.map((container) => container.usage);
    return {
      key: metadata.namespace === undefined ? metadata.name : `${metadata.namespace}/${metadata.name}`,
      cpuCores: used.reduce((sum, { cpu }) => sum + (quantityOf(cpu) ?? 0), 0),
      memoryBytes: used.reduce((sum, { memory }) => sum + (quantityOf(memory) ?? 0), 0),
      at: timestamp === undefined ? now : Date.parse(timestamp),
    };
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The schema refuses it.
    return null;
  }
}
