// Wires what the console scrapes itself: the record, the status bar, the journal, and the machine's sleep.
import { performance } from 'node:perf_hooks';
import type { SourceStatus } from '#shared/model/system.ts';
import type { ShellEvent } from '#shared/shell/host-messages.ts';
import type { Gap } from '../clock/clock-watch.ts';
import type { Feed } from '../feeds/feed.ts';
import { createScrapes, type Scrapes } from '../scrapes/scrapes.ts';
import { createSecretReader } from '../secrets/secret-reader.ts';
import { createBreathe } from '../sources/kubernetes/breathe.ts';
import type { Recording } from './recording.ts';

export interface WiredScrapes extends Scrapes {
  note: (event: ShellEvent) => void;
  noteGap: (gap: Gap) => void;
}

export interface ScrapesWiring {
  sources: Feed<SourceStatus>;
  env: Record<string, string | undefined>;
  keychain?: ((name: string) => Promise<string | null>) | undefined;
}

const sliceMs = 8;

export function wireScrapes(recording: Recording, { sources, env, keychain }: ScrapesWiring): WiredScrapes {
  const { read, writer, journal, redactor, now, onDefect } = recording;
  const elapsedMs = (): number => performance.now();
  const secrets = createSecretReader({ env, onSecret: redactor.learn, keychain });
  const scrapes = createScrapes({
    read,
    writer,
    readSecret: secrets.read,
    now,
    elapsedMs,
    breathe: createBreathe(sliceMs, elapsedMs),
    onStatus: (status) => sources.publish([{ ...status, reason: redactor.text(status.reason).text }]),
    onGone: (key) => sources.publish([], [key]),
    onEvent: (event) => {
      const data = redactor.value(event.data);
      writer.write('telemetry', (db) => journal.append(db, { ...event, data, source: 'scrapes' })).catch(onDefect);
    },
    record: (type, subject, { by, ...data }, task) =>
      writer.write('audit', (db) => {
        task(db);
        return journal.append(db, { type, source: `person:${by}`, subject, data: redactor.value(data) });
      }),
    onDefect,
  });
  return {
    ...scrapes,
    note: ({ kind }) => {
      if (kind === 'suspend') scrapes.suspend('this machine goes to sleep');
      if (kind === 'resume') scrapes.resume();
    },
    noteGap: ({ kind, from, to }) => {
      if (kind === 'set_back') return;
      // What was under way when it stood still answers of another time.
      scrapes.suspend(`this machine or process stood still for ${Math.round((to - from) / 1000)} s`);
      scrapes.resume();
    },
  };
}
