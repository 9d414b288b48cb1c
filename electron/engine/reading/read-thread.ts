// A thread of its own in which one large text that came from elsewhere is read, and which ends with that.
import { parentPort, workerData } from 'node:worker_threads';
import { loadPlan } from '../plans/load-plan.ts';
import { probeKinds } from '../probes/index.ts';
import { readRules } from '../triggers/read-rules.ts';
import type { ThreadAsked, ThreadTexts } from './read-apart.ts';

const port = parentPort;
if (port === null) throw new Error('read-thread.ts runs as a worker thread only');

const readers: { [What in keyof ThreadTexts]: (content: ThreadTexts[What]['given']) => ThreadTexts[What]['read'] } = {
  rules: (text) => readRules(text),
  // Bytes come as a plain array of them.
  plan: (content) => loadPlan(typeof content === 'string' ? content : Buffer.from(content), { kinds: probeKinds }),
};
const { what, given } = workerData as ThreadAsked;
port.postMessage(what === 'rules' ? readers.rules(given) : readers.plan(given));
