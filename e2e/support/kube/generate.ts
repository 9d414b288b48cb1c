// A cluster's worth of objects from a seed: as many pods as asked for, their owners, what belongs to them and what ails some.
import { generateApp, type Plan } from './generate-apps.ts';
import { generateEvents } from './generate-events.ts';
import { generateJobs } from './generate-jobs.ts';
import { generateNamespaces, generateNodes } from './generate-nodes.ts';
import type { ObjectStore } from './objects.ts';
import { seeded } from './random.ts';
import type { NewObject } from './shapes.ts';

export interface Size {
  pods: number;
  nodes: number;
  seed: number;
  podBytes: number;
  now: number;
}

/** Of the pods that should run for ever, those with these numbers modulo 100 are ill. */
export const illness = { crash_loop: 3, oom_killed: 5, image_pull: 7, unschedulable: 9 } as const;

const namespaces = ['default', 'kube-system', 'shop', 'payments', 'platform', 'analytics'];

/** Fills an empty store. One job in the first namespace has failed; of three nodes or more the last is not ready. */
export function generate(store: ObjectStore, size: Size): void {
  const random = seeded(size.seed);
  const made = new Map<string, NewObject[]>();
  const nodes = generateNodes(size, random);
  const plan: Plan = {
    random,
    now: size.now,
    podBytes: size.podBytes,
    nodeNames: nodes.map(({ metadata }) => metadata.name),
    podsLeft: size.pods,
    podNumber: 0,
    add: (resource, object) => {
      const list = made.get(resource);
      if (list === undefined) made.set(resource, [object]);
      else list.push(object);
    },
  };
  const extra = Math.floor(size.pods / 1500);
  const names = [...namespaces, ...Array.from({ length: extra }, (_, at) => `team-${at + 1}`)];
  for (const namespace of generateNamespaces(names, random, size.now)) plan.add('namespaces', namespace);
  for (const node of nodes) plan.add('nodes', node);
  // A few pods of the whole belong to jobs; the rest are divided among the apps.
  const jobPods = Math.min(Math.floor(size.pods / 12), 400);
  plan.podsLeft -= jobPods;
  for (let number = 0; plan.podsLeft > 0; number += 1) {
    generateApp(plan, number, names[number % names.length] ?? 'default');
  }
  plan.podsLeft = jobPods;
  generateJobs(plan, names);
  for (const event of generateEvents(made.get('pods') ?? [], random, size.now)) plan.add('events', event);
  for (const [resource, objects] of made) store.load(resource, objects);
}
