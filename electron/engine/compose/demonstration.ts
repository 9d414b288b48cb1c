// Wires the demo: its processes, its plan in the library, its state to the screens and into the journal.
import { join } from 'node:path';
import type { DemoState } from '#shared/model/system.ts';
import { createDemo, type Demo } from '../demo/demo.ts';
import { createFeed, type Feed } from '../feeds/feed.ts';
import type { PlanLibrary } from '../plans/plan-library.ts';
import type { Recording } from './recording.ts';

export interface DemonstrationOptions {
  dataDir: string;
  resourcesDir: string;
  attestorEntry: string | undefined;
  env: Record<string, string | undefined>;
}

export interface Demonstration {
  demo: Demo;
  feed: Feed<DemoState>;
}

export function createDemonstration(
  recording: Recording,
  library: PlanLibrary,
  options: DemonstrationOptions,
): Demonstration {
  const feed = createFeed<DemoState>();
  const demo = createDemo({
    dir: join(options.dataDir, 'demo'),
    playbookFile: join(options.resourcesDir, 'playbooks', 'phase-ix.yaml'),
    ...(options.attestorEntry !== undefined && { attestorEntry: options.attestorEntry }),
    env: options.env,
    log: (line) => recording.log.info(line),
    onState: (state) => {
      feed.publish([state]);
      recording.note('demo.changed', { ...state });
    },
    onDeploy: (deployed) => recording.note('demo.deployed', { name: 'attestor', ...deployed }),
    openPlan: async (file) => {
      const opened = await library.open(file, 'bundled');
      if (!opened.ok) throw new Error(`The demo's plan cannot be read: ${opened.problems[0]?.message ?? ''}`);
      return opened.planId;
    },
  });
  feed.publish([demo.state()]);
  return { demo, feed };
}
