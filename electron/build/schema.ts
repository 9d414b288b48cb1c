// Writes resources/schemas/plan-v1.schema.json from the probe kinds; with --check it only says whether that is stale.
import { readFileSync, writeFileSync } from 'node:fs';
import { planJsonSchema } from '#engine/plans/plan-json-schema.ts';
import { probeKinds } from '#engine/probes/index.ts';

const file = new URL('../../resources/schemas/plan-v1.schema.json', import.meta.url);
const text = `${JSON.stringify(planJsonSchema(probeKinds), null, 2)}\n`;

function committed(): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

if (committed() === text) {
  process.stdout.write('plan-v1.schema.json is up to date\n');
} else if (process.argv.includes('--check')) {
  process.stderr.write('plan-v1.schema.json is stale: run `node electron/build/schema.ts`\n');
  process.exitCode = 1;
} else {
  writeFileSync(file, text);
  process.stdout.write('plan-v1.schema.json written\n');
}
