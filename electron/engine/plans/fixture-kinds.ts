// Small probe kinds for the tests of this folder: real schemas and facts, and nothing behind them.
import { z } from 'zod';
import type { Probe, ProbeKinds } from '../probes/probe.ts';
import { defineProbe } from '../probes/probe.ts';

const look = (): Promise<never> => Promise.reject(new Error('these kinds are not run'));

const web = defineProbe({
  kind: 'http',
  doc: 'Asks a URL.',
  params: z.strictObject({
    url: z.url(),
    port: z.int().min(1).max(65_535).optional(),
    follow: z.boolean().default(false),
    method: z.enum(['GET', 'HEAD']).default('GET'),
    headers: z.record(z.string(), z.string()).default({}),
  }),
  facts: {
    status: { type: 'number', doc: 'The status code.' },
    durationMs: { type: 'number', doc: 'How long it took, in milliseconds.' },
    body: { type: 'string', doc: 'The body.' },
    json: { type: 'any', doc: 'The body as JSON.' },
  },
  demands: () => [],
  run: look,
});

const log = defineProbe({
  kind: 'log',
  doc: 'Reads a log file.',
  params: z.strictObject({
    file: z.string().min(1),
    patterns: z.record(z.string(), z.string()).default({}),
  }),
  facts: {
    lines: { type: 'number', doc: 'How many lines.' },
    counts: {
      type: 'map',
      of: 'number',
      doc: 'Lines for each pattern.',
      keys: (params: { patterns: Record<string, string> }) => Object.keys(params.patterns),
    },
  },
  demands: () => [],
  run: look,
});

export const fixtureKinds: ProbeKinds = new Map(
  ([web, log] as unknown as Probe<never>[]).map((probe) => [probe.kind, probe]),
);

/** A sound plan that uses most of the format. */
export const fixturePlan = `apiVersion: readyroom/v1
kind: Plan
name: sample
title: A sample
vars: { host: "http://127.0.0.1:8000", port: 80, tls: true, log: "./x.jsonl", token: null }
phases:
  - id: late
    title: Late
    needs: [ early ]
    items:
      - id: logs
        title: Logs
        probe: { log: { file: "\${log}", patterns: { insecure: "INSECURE" } } }
        expect: [ 'lines > 0', 'counts.insecure == 0' ]
  - id: early
    title: Early
    items:
      - id: health
        title: Health
        probe:
          http:
            url: "\${host}/health"
            port: "\${port}"
        expect:
          - status == 200
          - json.status == "healthy"
        timeoutMs: 5000
        retry: { attempts: 3, backoffMs: 200 }
      - id: look
        title: Somebody looks
        manual: { instructions: "Open it.", evidence: required }
`;
