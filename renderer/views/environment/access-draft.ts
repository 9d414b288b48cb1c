// How a Prometheus or an Alertmanager is reached, while it is being written: every kind of authentication keeps what was
// written for it until it is saved. Pure.
import type { MetricsAccess } from '#shared/model/metrics-access.ts';

export interface AccessDraft {
  kind: MetricsAccess['auth']['kind'];
  username: string;
  /** References to secrets, never secrets. */
  password: string;
  token: string;
  caFile: string;
  certFile: string;
  keyFile: string;
  skipVerify: boolean;
  headers: { name: string; value: string }[];
}

export function accessDraftOf(access: MetricsAccess): AccessDraft {
  const { auth } = access;
  return {
    kind: auth.kind,
    username: auth.kind === 'basic' ? auth.username : '',
    password: auth.kind === 'basic' ? auth.password : '',
    token: auth.kind === 'bearer' ? auth.token : '',
    caFile: access.caFile ?? '',
    certFile: access.certFile ?? '',
    keyFile: access.keyFile ?? '',
    skipVerify: access.skipVerify,
    headers: access.headers,
  };
}

export function accessOf(draft: AccessDraft): MetricsAccess {
  const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim());
  return {
    auth: authOf(draft),
    caFile: orNull(draft.caFile),
    certFile: orNull(draft.certFile),
    keyFile: orNull(draft.keyFile),
    skipVerify: draft.skipVerify,
    headers: draft.headers.filter(({ name, value }) => name.trim() !== '' || value !== '').map(({ name, value }) => ({ name: name.trim(), value })), // prettier-ignore
  };
}

function authOf({ kind, username, password, token }: AccessDraft): MetricsAccess['auth'] {
  if (kind === 'basic') return { kind, username: username.trim(), password: password.trim() };
  return kind === 'bearer' ? { kind, token: token.trim() } : { kind };
}

/** Whether anything differs from a plain connection. */
export const isPlain = (draft: AccessDraft): boolean =>
  draft.kind === 'none' && !draft.skipVerify && draft.headers.length === 0 && `${draft.caFile}${draft.certFile}${draft.keyFile}` === ''; // prettier-ignore
