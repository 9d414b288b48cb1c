// A thread of the engine that hashes a bundle while another process checks it.
import { parentPort, workerData } from 'node:worker_threads';
import { messageOf } from '#shared/model/ops-error.ts';
import { hashBundle, type FromHashThread } from './hash-bundle.ts';

const tell = (message: FromHashThread): void => parentPort?.postMessage(message);
try {
  tell({ kind: 'hashed', hashed: hashBundle(workerData as string) });
} catch (error) {
  tell({ kind: 'unhashed', reason: messageOf(error) });
}
