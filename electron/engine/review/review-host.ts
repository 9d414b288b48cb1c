// The throw-away process that reads one bundle: inspects it, answers questions about the past from it, and proves its events
// in between. It has no secrets, writes nothing, and may be killed at any moment.
import type { AnswerPast } from '../handlers/past-router.ts';
import { OpsError, messageOf } from '#shared/model/ops-error.ts';
import { openForReview } from '../store/bundle-check.ts';
import { proveBundle } from '../store/bundle-proof.ts';
import type { HashedBundle } from './hash-bundle.ts';
import { inspectBundle, type Inspected } from './inspect-bundle.ts';
import type { FromReview, ToReview } from './messages.ts';
import { serveQuestions } from './serve-questions.ts';

const tell = (message: FromReview): void => {
  // The engine can be gone between the question and the answer; 'disconnect' then ends this process.
  if (process.connected) process.send?.(message, undefined, undefined, () => undefined);
};

const hashing = Promise.withResolvers<HashedBundle>();
let questions: ReturnType<typeof serveQuestions> | null = null;

function take(message: ToReview): void {
  if (message.kind === 'ping') tell({ kind: 'pong' });
  else if (message.kind === 'hashed') hashing.resolve(message.hashed);
  else if (message.kind === 'unhashed')
    hashing.reject(new OpsError('unavailable', `database: it could not be hashed: ${message.reason}`)); // prettier-ignore
  else questions?.take(message);
}

function refuse(error: unknown): void {
  const code = error instanceof OpsError ? error.code : 'bad_input';
  tell({ kind: 'refused', id: null, code, message: messageOf(error) });
}

/** In pieces, with the loop free between them. */
function prove(file: string, { manifest }: Inspected): void {
  // A connection of its own: one that is in the middle of a table answers nothing else.
  const read = openForReview(file);
  const proving = proveBundle(read, manifest);
  const go = (): void => {
    try {
      const { done, value } = proving.next();
      tell({ kind: 'proof', proof: value });
      if (done !== true) setImmediate(go);
      else read.close();
    } catch (error) {
      tell({ kind: 'proof', proof: { state: 'failed', checked: 0, redacted: 0, altered: 0, words: `The events could not be checked: ${messageOf(error)}` } }); // prettier-ignore
    }
  };
  setTimeout(go, 300);
}

/** Half of what there is to load is not needed to check a bundle, and comes when it has been. */
async function loadAnswers(read: Inspected['read']): Promise<AnswerPast> {
  const { createAnswerPast } = await import('../handlers/past-router.ts');
  const { createPast } = await import('../past/index.ts');
  return createAnswerPast({ past: createPast({ read }) });
}

async function start(file: string): Promise<void> {
  const inspected = await inspectBundle(file, hashing.promise);
  const { read, manifest, hash, signed, fileBytes, unchanged } = inspected;
  tell({ kind: 'inspected', manifest, hash, signed, fileBytes });
  const answer = loadAnswers(read);
  questions = serveQuestions({ answer: async (...asked) => (await answer)(...asked), unchanged, tell });
  prove(file, inspected);
}

process.on('message', take);
process.on('disconnect', () => process.exit(0));
await start(process.argv.at(-1) ?? '').catch((error: unknown) => {
  refuse(error);
  // Leaves the message time to go out.
  process.disconnect();
});
