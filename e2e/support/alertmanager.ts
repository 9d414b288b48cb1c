// A real Alertmanager and a real node exporter on free ports of 127.0.0.1, with what they keep in a temporary folder.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, startProcess, untilReady, type OwnedProcess } from './owned-process.ts';
import { findProgram } from './real-suite.ts';

export interface RealServer {
  /** `127.0.0.1:port`. */
  address: string;
  stop: () => Promise<void>;
}

/** It sends to nobody. @throws where it is not installed. */
export async function startAlertmanager(): Promise<RealServer> {
  const folder = mkdtempSync(join(tmpdir(), 'alertmanager-'));
  const config = { route: { receiver: 'nobody', group_wait: '1s' }, receivers: [{ name: 'nobody' }] };
  writeFileSync(join(folder, 'alertmanager.yml'), JSON.stringify(config));
  const args = [
    `--config.file=${join(folder, 'alertmanager.yml')}`,
    `--storage.path=${join(folder, 'data')}`,
    '--cluster.listen-address=',
  ];
  const started = await startOn('prometheus-alertmanager', '/-/ready', args);
  return {
    address: started.address,
    stop: async () => {
      await started.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Of this machine as it is. @throws where it is not installed. */
export const startNodeExporter = (): Promise<RealServer> => startOn('prometheus-node-exporter', '/metrics', []);

async function startOn(name: string, readyPath: string, args: string[]): Promise<RealServer> {
  const program = findProgram(name);
  if (program === null) throw new Error(`${name} is not installed`);
  const address = `127.0.0.1:${await freePort()}`;
  const process: OwnedProcess = startProcess(program, [...args, `--web.listen-address=${address}`]);
  await untilReady(process, async () => (await fetch(`http://${address}${readyPath}`)).ok);
  return { address, stop: () => process.stop() };
}
