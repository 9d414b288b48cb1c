// The only list of probe kinds. A kind that is not here does not exist.
import { composeProbe } from './compose.ts';
import { dnsProbe } from './dns.ts';
import { dockerProbe } from './docker.ts';
import { execProbe } from './exec.ts';
import { fileProbe } from './file.ts';
import { httpProbe } from './http.ts';
import { kubernetesProbe } from './kubernetes.ts';
import { logProbe } from './log.ts';
import { metricsProbe } from './metrics.ts';
import type { Probe, ProbeKinds } from './probe.ts';
import { prometheusTargetProbe } from './prometheus-target.ts';
import { promqlProbe } from './promql.ts';
import { tcpProbe } from './tcp.ts';
import { tlsProbe } from './tls.ts';

// Each takes its own parameters; the loader checks them by the kind's schema before it calls `run`.
const kinds = [
  httpProbe,
  tcpProbe,
  tlsProbe,
  dnsProbe,
  execProbe,
  fileProbe,
  logProbe,
  metricsProbe,
  promqlProbe,
  prometheusTargetProbe,
  dockerProbe,
  composeProbe,
  kubernetesProbe,
] as unknown as Probe<never>[];

export const probeKinds: ProbeKinds = new Map(kinds.map((probe) => [probe.kind, probe]));
