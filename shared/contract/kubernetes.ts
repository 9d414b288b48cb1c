// Operations on one Kubernetes context. What reads is here; what changes objects is an action.
import { z } from 'zod';
import {
  kubeConfigSchema,
  kubeConnectionSchema,
  kubeKindSchema,
  kubeKindStatusSchema,
  kubeObjectSchema,
  kubeRowSchema,
  kubeUsageSchema,
} from '#shared/model/kubernetes.ts';
import { feed, nothing, op } from './op.ts';

const name = z.string().min(1).max(253);

export const kubernetesContract = {
  /** Reads the kubeconfig as kubectl would, now; connects to nothing. */
  contexts: op.output(kubeConfigSchema),
  /**
   * Connects to one context, on a person's word; an earlier one is left. `agreedDigest` names the login command that the
   * person agreed to; without it a context that needs one is `denied`.
   */
  connect: op
    .input(
      z.object({
        context: z.string().min(1).max(500),
        namespaces: z.array(name).max(200).default([]),
        agreedDigest: z.string().nullable().default(null),
      }),
    )
    .output(nothing),
  disconnect: op.output(nothing),
  /** Dials now instead of after the wait; asks for credentials anew where they were refused. */
  retry: op.output(nothing),
  connection: op.output(feed(kubeConnectionSchema)),
  kinds: op.output(feed(kubeKindStatusSchema)),
  /** A kind that is not yet followed is, from the first subscription on. */
  rows: op.input(z.object({ kind: kubeKindSchema })).output(feed(kubeRowSchema)),
  object: op.input(z.object({ kind: kubeKindSchema, namespace: name.nullable(), name })).output(kubeObjectSchema),
  /** Asked of metrics.k8s.io while somebody looks; empty where it is not offered. */
  usage: op.input(z.object({ kind: z.enum(['nodes', 'pods']) })).output(feed(kubeUsageSchema)),
};
