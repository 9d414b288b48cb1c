// An environment: a named set of sources that belong together, its colour, and whether it is protected; and the locks
// that stand before everything that changes a system.
import { z } from 'zod';
import { metricsAccessSchema, plainAccess } from './metrics-access.ts';

const epochMs = z.number();

export const environmentColours = ['blue', 'teal', 'green', 'amber', 'red', 'violet', 'grey'] as const;

/** The context, and what it meant when a person chose it: where the kubeconfig means another now, they are asked anew. */
export const pinnedContextSchema = z.object({
  context: z.string().min(1).max(500),
  /** Empty for all. */
  namespaces: z.array(z.string().min(1).max(253)).max(200),
  server: z.string().max(2000),
  /** SHA-256 of the CA; null where the system's are used. */
  caDigest: z.string().max(100).nullable(),
});
export type PinnedContext = z.infer<typeof pinnedContextSchema>;

const url = z.url({ protocol: /^https?$/, error: 'not an http or https URL' }).max(2000);
/** What is in it is kept and shown; a password has no place there. */
const openUrl = url.refine(
  (text) => !/^[^/]*\/\/[^/?#]*@/.test(text),
  'without user and password: name them under Access',
);

export const environmentFieldsSchema = z.object({
  name: z.string().trim().min(1, 'a name is needed').max(60, 'at most 60 characters'),
  colour: z.enum(environmentColours),
  /** A protected environment shows nothing that changes Docker until it is unlocked; Kubernetes always is protected. */
  protected: z.boolean(),
  /** As DOCKER_HOST would have it; null for the one that the docker command line would use. */
  docker: z
    .string()
    .max(1000)
    .regex(/^(unix|npipe|tcp|ssh|https?):\/\/\S+$/, 'allowed: unix://, tcp://, ssh:// and npipe:// addresses')
    .nullable(),
  kubernetes: pinnedContextSchema.nullable(),
  prometheusUrl: openUrl.nullable(),
  /** How it is reached beside its URL. */
  prometheus: metricsAccessSchema.default(plainAccess),
  /** Null for the one that Prometheus itself names. */
  alertmanagerUrl: openUrl.nullable().default(null),
  alertmanager: metricsAccessSchema.default(plainAccess),
  /** Given to plans that have variables of these names. */
  vars: z.record(z.string().regex(/^[A-Za-z_][A-Za-z0-9_]{0,63}$/), z.string().max(2000)),
});
export type EnvironmentFields = z.infer<typeof environmentFieldsSchema>;

export const environmentSchema = environmentFieldsSchema.extend({
  /** One of an earlier time may hold what is refused today. */
  prometheusUrl: url.nullable(),
  key: z.string(),
  /** Exactly one is. */
  active: z.boolean(),
  savedAt: epochMs,
});
export type Environment = z.infer<typeof environmentSchema>;

/** What there is before anybody has made one. */
export const firstEnvironment: EnvironmentFields = {
  name: 'local',
  colour: 'blue',
  protected: true,
  docker: null,
  kubernetes: null,
  prometheusUrl: null,
  prometheus: plainAccess,
  alertmanagerUrl: null,
  alertmanager: plainAccess,
  vars: {},
};

export const lockKeys = ['docker', 'kubernetes', 'alertmanager'] as const;
export type LockKey = (typeof lockKeys)[number];
export const lockSchema = z.object({
  key: z.enum(lockKeys),
  /** What it stands before, which has to be typed to unlock it; null where there is nothing to change. */
  name: z.string().nullable(),
  /** Whether it is locked now. */
  locked: z.boolean(),
  /** Unlocked until then; null while locked, and where it is not protected at all. */
  unlockedUntil: epochMs.nullable(),
  unlockedBy: z.string().nullable(),
});
export type Lock = z.infer<typeof lockSchema>;
/** The longest that anything stays unlocked. */
export const unlockLimitMinutes = 60;
