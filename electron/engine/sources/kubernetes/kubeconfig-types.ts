// What a kubeconfig says, with every file name made absolute. Secrets are in here: it never leaves this source.

export interface KubeCluster {
  name: string;
  server: string;
  caFile: string | null;
  caData: string | null;
  skipVerify: boolean;
  serverName: string | null;
  proxyUrl: string | null;
}

export interface ExecPlugin {
  apiVersion: string;
  /** As written; one with a slash is absolute. */
  command: string;
  args: string[];
  env: { name: string; value: string }[];
  installHint: string;
  provideClusterInfo: boolean;
  interactiveMode: string;
}

export interface KubeUser {
  name: string;
  token: string | null;
  tokenFile: string | null;
  certFile: string | null;
  certData: string | null;
  keyFile: string | null;
  keyData: string | null;
  username: string | null;
  password: string | null;
  exec: ExecPlugin | null;
  /** A provider that is built into kubectl; only `oidc` still is. */
  authProvider: { name: string; config: Record<string, string> } | null;
  impersonate: { user: string; uid: string | null; groups: string[] } | null;
}

export interface KubeContextEntry {
  name: string;
  cluster: string;
  user: string;
  namespace: string | null;
}

export interface FileLook {
  path: string;
  /** What was found, in words. */
  answer: string;
  state: 'ok' | 'absent' | 'denied' | 'error';
  used: boolean;
  contexts: string[];
  current: string | null;
}

export interface Kubeconfig {
  files: FileLook[];
  /** By name; the first file that has a name decides. */
  clusters: ReadonlyMap<string, KubeCluster>;
  users: ReadonlyMap<string, KubeUser>;
  contexts: ReadonlyMap<string, KubeContextEntry>;
  current: string | null;
  /** Changes when any of the files does. */
  stamp: string;
}
