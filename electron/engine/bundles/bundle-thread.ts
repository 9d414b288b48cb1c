// A thread of its own in which a bundle is written, since reading and redacting a million events takes seconds.
import { parentPort, workerData } from 'node:worker_threads';
import Database from 'better-sqlite3';
import { OpsError, messageOf } from '#shared/model/ops-error.ts';
import type { FromBundleThread, ThreadRequest } from './write-apart.ts';
import { writeBundle } from './write-bundle.ts';

const { recordFile, file, request } = workerData as ThreadRequest;
const tell = (message: FromBundleThread): void => parentPort?.postMessage(message);

try {
  const read = new Database(recordFile, { readonly: true });
  try {
    // Choosing events keeps a list of them, which belongs into memory.
    read.pragma('temp_store = 2');
    const written = writeBundle(read, file, request, (progress) => tell({ kind: 'progress', progress }));
    tell({ kind: 'written', written });
  } finally {
    read.close();
  }
} catch (error) {
  tell({ kind: 'failed', code: error instanceof OpsError ? error.code : 'unavailable', message: messageOf(error) });
}
