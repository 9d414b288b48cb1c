// From bytes to text, before anything is parsed: the size, the encoding. It knows nothing of YAML.
import { isUtf8 } from 'node:buffer';
import { planTextLimitBytes } from '#shared/contract/contract.ts';
import type { PlanProblem } from '#shared/model/plan.ts';

/** @returns The text without a byte order mark, or the one problem that forbids reading it. */
export function readPlanText(content: string | Buffer): { text: string } | { problem: PlanProblem } {
  const sizeBytes = typeof content === 'string' ? Buffer.byteLength(content) : content.length;
  if (sizeBytes > planTextLimitBytes) {
    const message = `the plan has ${inMebibytes(sizeBytes)} MiB; at most ${inMebibytes(planTextLimitBytes)} MiB are allowed`;
    return { problem: { message, line: 1, column: 1, path: '' } };
  }
  if (typeof content === 'string') {
    const lines = content.isWellFormed() ? [] : content.split('\n');
    const line = lines.findIndex((one) => !one.isWellFormed());
    if (line >= 0) return { problem: notUtf8(line, (lines[line] ?? '').toWellFormed()) };
    return { text: content.replace(/^\ufeff/, '') };
  }
  if (isUtf8(content)) return { text: new TextDecoder().decode(content) };
  return { problem: firstBadLine(content) };
}

function inMebibytes(bytes: number): string {
  return String(Math.ceil((bytes / 1024 / 1024) * 100) / 100);
}

function firstBadLine(content: Buffer): PlanProblem {
  let start = 0;
  for (let line = 0; ; line++) {
    const newline = content.indexOf(0x0a, start);
    const end = newline < 0 ? content.length : newline;
    const bytes = content.subarray(start, end);
    if (!isUtf8(bytes) || newline < 0) return notUtf8(line, new TextDecoder().decode(bytes));
    start = end + 1;
  }
}

/** `decoded` has U+FFFD where the bytes made no sense. */
function notUtf8(line: number, decoded: string): PlanProblem {
  const message = 'these bytes are not UTF-8; save the file as UTF-8';
  return { message, line: line + 1, column: Math.max(0, decoded.indexOf('\ufffd')) + 1, path: '' };
}
