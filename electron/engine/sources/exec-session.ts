// A command that runs in a container with a terminal of its own, whatever engine or cluster it runs on.

export interface ExecRequest {
  /** What runs; null finds a shell. */
  argv: readonly string[] | null;
  cols: number;
  rows: number;
  /** Ends the session, or the opening of it. */
  signal?: AbortSignal | undefined;
}

export interface ExecExit {
  /** null where it is not known: closed from here, the connection lost, or the other side does not tell. */
  code: number | null;
  /** Why it is not known, in words; empty where it is. */
  reason: string;
}

export interface ExecSession {
  /** What runs, as it was found. */
  argv: readonly string[];
  /** Resolves when the connection takes more. @throws OpsError `unavailable` after the end. */
  write: (bytes: Uint8Array) => Promise<void>;
  /** @throws OpsError where the other side refuses. */
  resize: (cols: number, rows: number) => Promise<void>;
  /** To be read once. While nobody reads, nothing more is taken from the connection and what runs has to wait. */
  output: AsyncIterable<Uint8Array>;
  /** Settles when the output has been read to its end, or after `close`. Never rejects. */
  exit: Promise<ExecExit>;
  /** As if the window of the terminal was closed: what runs there is interrupted and told that no more is coming. */
  close: () => void;
}

/** Tried in turn; the last two are where images without a system put theirs. */
export const shells: readonly (readonly string[])[] = [
  ['bash'],
  ['sh'],
  ['ash'],
  ['/busybox/sh'],
  ['/bin/busybox', 'sh'],
];

/** Whether what was said means that there is no such command there, in the words of runc, crun and the kubelet. */
export function saysNoSuchCommand(words: string): boolean {
  const runtime = /OCI runtime exec failed|runc exec failed|crun: |exec failed|executable file/i.test(words);
  return runtime && /executable file .*not found|no such file or directory|not found in \$?PATH/i.test(words);
}

/** For those who wait for the first words of a shell: null where it takes longer. */
export async function within<T>(value: Promise<T>, ms: number): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => (timer = setTimeout(() => resolve(null), ms)));
  try {
    return await Promise.race([value, late]);
  } finally {
    clearTimeout(timer);
  }
}
