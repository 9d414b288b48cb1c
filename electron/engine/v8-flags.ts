// The flags of V8 that this process sets while it runs. All are set here, so that they can be taken back for a moment.
import { setFlagsFromString } from 'node:v8';

/** What sets a flag, and what makes it as it was. */
interface Flag {
  on: string;
  off: string;
}

const inForce = new Map<string, Flag>();

/** From now on; a second time changes nothing. */
export function setFlag(flag: Flag): void {
  if (inForce.has(flag.on)) return;
  setFlagsFromString(flag.on);
  inForce.set(flag.on, flag);
}

/** Runs `work` under the flags that the process was started with. */
export function underFirstFlags(work: () => void): void {
  for (const { off } of inForce.values()) setFlagsFromString(off);
  try {
    work();
  } finally {
    for (const { on } of inForce.values()) setFlagsFromString(on);
  }
}
