// The light question that tells whether an Alertmanager is there.
import { createAlertmanagerClient } from '../sources/alertmanager/client.ts';
import type { Access } from '../sources/prometheus/access.ts';
import type { ServerLook } from './follow-server.ts';

/** @throws OpsError as the client. */
export async function lookAtAlertmanager(
  { url, dispatcher, headers }: Access,
  signal: AbortSignal,
): Promise<ServerLook> {
  const version = await createAlertmanagerClient({ url, dispatcher, headers, signal }).version();
  // It tells no time of its own.
  return { version, capabilities: [], skewMs: null };
}
