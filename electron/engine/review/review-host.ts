// The throw-away process that reads one bundle: inspects it, answers questions about the past from it, and proves its events
// in between. It has no secrets, writes nothing, and may be killed at any moment.
import { Worker } from 'node:worker_threads';
import { OpsError, messageOf } from '#shared/model/ops-error.ts';
import { createAnswerPast } from '../handlers/past-router.ts';
import { createPast } from '../past/index.ts';
import { proveEvents } from '../store/bundle-proof.ts';
import { hashFileBytes } from '../bundles/hash-file.ts';
import { inspectBundle, type HashBytes, type Inspected } from './inspect-bundle.ts';
import type { FromReview, ToReview } from './messages.ts';
import { serveQuestions } from './serve-questions.ts';

/** Smaller ones are hashed before a thread has begun. */
const hashAtOnceBytes = 8 * 1024 * 1024;

const tell = (message: FromReview): void => {
  // The engine can be gone between the question and the answer; 'disconnect' then ends this process.
  if (process.connected) process.send?.(message, undefined, undefined, () => undefined);
};

const hashBeside: HashBytes = async (file, bytes) => {
  if (bytes <= hashAtOnceBytes) return hashFileBytes(file, bytes);
  const entry = import.meta.url.endsWith('.ts') ? './hash-thread.ts' : '../engine/review-hash.js';
  const thread = new Worker(new URL(entry, import.meta.url), { workerData: { file, bytes } });
  return new Promise((resolve, reject) => thread.on('message', resolve).on('error', reject));
};

function refuse(error: unknown): void {
  const code = error instanceof OpsError ? error.code : 'bad_input';
  tell({ kind: 'refused', id: null, code, message: messageOf(error) });
}

/** In pieces, with the loop free between them. */
function prove({ read, manifest }: Inspected): void {
  const proving = proveEvents(read, manifest.chain);
  const go = (): void => {
    try {
      const { done, value } = proving.next();
      tell({ kind: 'proof', proof: value });
      if (done !== true) setImmediate(go);
    } catch (error) {
      tell({ kind: 'proof', proof: { state: 'failed', checked: 0, redacted: 0, altered: 0, words: `The events could not be checked: ${messageOf(error)}` } }); // prettier-ignore
    }
  };
  setTimeout(go, 300);
}

async function start(file: string): Promise<void> {
  const inspected = await inspectBundle(file, hashBeside);
  const { read, manifest, hash, signed, publicKey, fileBytes, unchanged } = inspected;
  const questions = serveQuestions({ answer: createAnswerPast({ past: createPast({ read }) }), unchanged, tell });
  process.on('message', (message: ToReview) => {
    if (message.kind === 'ping') tell({ kind: 'pong' });
    else questions.take(message);
  });
  tell({ kind: 'inspected', manifest, hash, signed, publicKey, fileBytes });
  prove(inspected);
}

process.on('disconnect', () => process.exit(0));
await start(process.argv.at(-1) ?? '').catch((error: unknown) => {
  refuse(error);
  // Leaves the message time to go out.
  process.disconnect();
});
