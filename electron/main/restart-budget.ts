// How often something may be started again before one has to say that it does not work.

export interface RestartBudget {
  /** Takes one restart; false when there have been `limit` within the last `windowMs` already. */
  spend: () => boolean;
}

/** @param now monotonic milliseconds. */
export function restartBudget(limit: number, windowMs: number, now: () => number): RestartBudget {
  let spentAt: number[] = [];
  return {
    spend: () => {
      const moment = now();
      spentAt = spentAt.filter((at) => moment - at < windowMs);
      if (spentAt.length >= limit) return false;
      spentAt.push(moment);
      return true;
    },
  };
}
