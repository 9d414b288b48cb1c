// `readyroom review BUNDLE`: checks a bundle and serves the console on it; or only says what is proven.
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { openReviewProcess } from '#engine/review/review-process.ts';
import type { Manifest, Proof, Signed } from '#shared/model/bundle/manifest.ts';
import type { Review } from '#shared/model/bundle/review.ts';
import { OpsError } from '#shared/model/ops-error.ts';
import { dataFolder } from '../server/data-folder.ts';
import { serve, type Served } from '../server/serve.ts';
import type { CommandLine } from './command-line.ts';
import { exitCodes } from './exit-code.ts';
import { findPlaces } from './places.ts';
import { readPort } from './serve.ts';
import { printable } from './terminal-text.ts';
import { interrupted, type Terminal } from './terminal.ts';
import { makeThrowawayFolder } from './throwaway-folder.ts';

/** Standard output holds the address and nothing else, or what `--check` found. */
export async function review(line: CommandLine, terminal: Terminal): Promise<number> {
  const file = resolve(line.operands[0] ?? '');
  if (line.flag('check')) return check(file, line.flag('json'), terminal);
  const { appDir } = findPlaces();
  if (!existsSync(join(appDir, 'out', 'renderer', 'index.html'))) {
    throw new OpsError('unavailable', `the console is not built; run \`npm run build\` in ${appDir}`);
  }
  const log = (words: string): void => void terminal.stderr.write(`${printable(words)}\n`);
  const port = readPort(line.value('port'));
  const served = await serveOn(line.value('data') ?? dataFolder(), { appDir, port, log });
  try {
    const opened = await served.client.reviews.open({ path: file });
    reviewLines(opened).forEach(log);
    terminal.stdout.write(`${served.url}${placeOf(opened)}\n`);
    log('The address is good for one browser session. Ctrl-C ends.');
    await interrupted(terminal);
    return 0;
  } finally {
    await served.close();
  }
}

/** Where the record is taken the bundle is read all the same, but comments are gone with the command. */
async function serveOn(
  dataDir: string,
  options: { appDir: string; port: number; log: (words: string) => void },
): Promise<Served> {
  // prettier-ignore
  try {
    return await serve({ dataDir, ...options });
  } catch (error) {
    if (!(error instanceof OpsError) || (error.code !== 'conflict' && error.code !== 'unavailable')) throw error;
    options.log(`comments will not be kept: ${error.message}`);
    const folder = makeThrowawayFolder('review');
    const served = await serve({ dataDir: folder.path, ...options });
    return { ...served, close: () => served.close().finally(folder.remove) };
  }
}

/** The incident, with the clock at its beginning; all that is known today about it. */
function placeOf({ key, manifest }: Review): string {
  const { incident, span } = manifest;
  const at = new Date(span.fromMs).toISOString();
  return `#/incidents?${new URLSearchParams({ incident: incident.id, at, known: 'now', review: key }).toString()}`;
}

async function check(file: string, json: boolean, terminal: Terminal): Promise<number> {
  const done = Promise.withResolvers<Proof>();
  const opened = await openReviewProcess(file, {
    onProof: (proof) => {
      if (proof.state !== 'checking') done.resolve(proof);
    },
    onEnd: (reason) => done.reject(new OpsError('unavailable', reason)),
  });
  terminal.onInterrupt(() => done.reject(new OpsError('cancelled', 'cancelled; not every event was checked')));
  const { manifest, signed } = opened.facts;
  const proof = await done.promise.finally(opened.close);
  if (json) terminal.stdout.write(`${JSON.stringify({ file, manifest, signed, proof }, null, 2)}\n`);
  else terminal.stdout.write(reviewLines({ manifest, signed, proof }).map((text) => `${printable(text)}\n`).join('')); // prettier-ignore
  return proof.altered > 0 || proof.state === 'failed' || signed.state === 'broken' ? exitCodes.failed : 0;
}

export function reviewLines({
  manifest,
  signed,
  proof,
}: {
  manifest: Manifest;
  signed: Signed;
  proof: Proof;
}): string[] {
  const { incident, span, madeBy, madeAt } = manifest;
  const time = (ms: number): string => new Date(ms).toISOString();
  return [
    `${incident.label} ${incident.title}`,
    `from ${time(span.fromMs)} to ${time(span.toMs)}; made ${time(madeAt)} by ${madeBy}`,
    proof.words,
    signedWords(signed),
  ];
}

function signedWords(signed: Signed): string {
  if (signed.state === 'unsigned') return 'not signed: nothing says who made it';
  if (signed.state === 'broken') return `the signature is broken: ${signed.reason}`;
  return signed.known ? `signed by ${signed.name}, key ${signed.fingerprint}` : `signed by an unknown key, ${signed.fingerprint}`; // prettier-ignore
}
