// What is promised in milliseconds and is no ratio: a large dashboard, many containers, a fast log, commands that do not end,
// and Ctrl-C. Unit tests hold no clock; here each promise is held against one, on the real code.
import { containerRows } from './limits/containers.ts';
import { dashboardRows } from './limits/dashboard.ts';
import { deadlineRows } from './limits/deadlines.ts';
import { interruptRows } from './limits/interrupt.ts';
import { logRows } from './limits/logs.ts';
import type { Benchmark } from './run.ts';

export const benchmark: Benchmark = {
  title:
    'A dashboard of 500 panels; 10,000 containers; 10,000 log lines a second; commands past their deadline; Ctrl-C',
  run: async ({ quick }) => [
    ...(await dashboardRows(quick ? 2 : 10)),
    ...(await containerRows(quick)),
    ...(await logRows(quick ? 1 : 4)),
    ...(await deadlineRows(quick ? 1 : 6)),
    ...(await interruptRows(quick ? 1 : 10)),
  ],
};
