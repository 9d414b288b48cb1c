// A thread that hashes a file while another checks it.
import './no-network.ts';
import { parentPort, workerData } from 'node:worker_threads';
import { hashFileBytes } from '../bundles/hash-file.ts';

const { file, bytes } = workerData as { file: string; bytes: number };
parentPort?.postMessage(hashFileBytes(file, bytes));
