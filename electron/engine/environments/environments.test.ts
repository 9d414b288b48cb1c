import { describe, expect, onTestFinished, test } from 'vitest';
import { firstEnvironment, type Environment } from '#shared/model/environment.ts';
import { createJournal } from '../journal/journal.ts';
import { testFolder, testStore } from '../store/store.fixture.ts';
import { createWriter } from '../store/writer.ts';
import { createEnvironments } from './environments.ts';

function setup(dataDir = testFolder()) {
  const now = (): number => 1000;
  const store = testStore(dataDir);
  const writer = createWriter({ db: store.write, now, lingerMs: { audit: 0, telemetry: 0 } });
  onTestFinished(() => writer.close());
  const journal = createJournal({ read: store.read, bootId: 'test-boot', now });
  const activated: string[] = [];
  const environments = createEnvironments({
    read: store.read,
    writer,
    journal,
    now,
    onActive: ({ name }) => activated.push(name),
  });
  const names = async (): Promise<string[]> => {
    for await (const message of environments.feed.subscribe({}))
      if (message.kind === 'snapshot')
        return message.entries.map(({ name, active }: Environment) => `${name}${active ? '*' : ''}`);
    return [];
  };
  const close = (): void => {
    writer.close();
    store.close();
  };
  return { environments, journal, activated, names, close, dataDir };
}
const staging = { ...firstEnvironment, name: 'staging', colour: 'amber' as const, docker: 'unix:///tmp/other.sock' };

describe('environments', () => {
  test('begin with one that is what the command lines here would use, protected', async () => {
    const { environments, names } = setup();
    expect(environments.active()).toMatchObject({ name: 'local', docker: null, kubernetes: null, protected: true });
    expect(await names()).toEqual(['local*']);
  });

  test('that an earlier version saved are read with what it did not have as it is at first', async () => {
    const dataDir = testFolder();
    const first = setup(dataDir);
    await first.environments.save('local', staging);
    first.close();
    const { write, close } = testStore(dataDir);
    const { prometheus: _, alertmanager: __, alertmanagerUrl: ___, ...earlier } = { ...staging, prometheusUrl: 'http://prom:9090' }; // prettier-ignore
    write.prepare('UPDATE environment SET fields = ?').run(JSON.stringify(earlier));
    close();
    expect(setup(dataDir).environments.active()).toMatchObject({ prometheusUrl: 'http://prom:9090', prometheus: { auth: { kind: 'none' }, skipVerify: false }, alertmanagerUrl: null }); // prettier-ignore
  });

  test('are kept, with the active one, over a restart', async () => {
    const first = setup();
    const { key } = await first.environments.save(null, staging);
    await first.environments.activate(key);
    first.close();
    const second = setup(first.dataDir);
    expect(await second.names()).toEqual(['local', 'staging*']);
    expect(second.environments.active()).toMatchObject(staging);
  });

  test('tell when another is active or the active one was changed, and not of the rest', async () => {
    const { environments, activated, journal } = setup();
    const { key } = await environments.save(null, staging);
    expect(activated).toEqual([]);
    await environments.activate(key);
    await environments.activate(key);
    await environments.save(key, { ...staging, docker: null });
    expect(activated).toEqual(['staging', 'staging']);
    const types = journal.page({ before: null, limit: 10 }).map(({ type }) => type);
    expect(types).toEqual(['environment.saved', 'environment.activated', 'environment.saved']);
  });

  test('share no name, and the active one stays', async () => {
    const { environments, names } = setup();
    await expect(environments.save(null, { ...staging, name: 'local' })).rejects.toThrow('named "local" already');
    await expect(environments.remove('local')).rejects.toThrow('activate another one first');
    await expect(environments.activate('nowhere')).rejects.toMatchObject({ code: 'not_found' });
    const { key } = await environments.save(null, staging);
    await environments.remove(key);
    expect(await names()).toEqual(['local*']);
  });
});
