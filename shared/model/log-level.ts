// Which level a log line says it has. Only what the line itself says counts: a line that says nothing is unknown, it does
// not take the level of its neighbours.

export const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'unknown'] as const;
export type LogLevel = (typeof logLevels)[number];

const words: Record<string, LogLevel> = {
  trace: 'trace',
  trc: 'trace',
  finest: 'trace',
  finer: 'trace',
  silly: 'trace',
  verbose: 'debug',
  debug: 'debug',
  dbg: 'debug',
  fine: 'debug',
  info: 'info',
  inf: 'info',
  information: 'info',
  informational: 'info',
  notice: 'info',
  log: 'info',
  warn: 'warn',
  wrn: 'warn',
  warning: 'warn',
  error: 'error',
  err: 'error',
  eror: 'error',
  severe: 'error',
  fail: 'error',
  failed: 'error',
  fatal: 'fatal',
  ftl: 'fatal',
  panic: 'fatal',
  dpanic: 'fatal',
  critical: 'fatal',
  crit: 'fatal',
  alert: 'fatal',
  emerg: 'fatal',
  emergency: 'fatal',
};

/** Characters in which a level is looked for; those of JSON may stand at the very end. */
const headLimit = 256;
const jsonLimit = 16_384;

const jsonField =
  /"(?:level|lvl|severity|severity_text|severityText|loglevel|logLevel|log_level|levelname|log\.level|@l)"\s*:\s*(?:"([A-Za-z]{1,13})\d?"|(-?\d{1,3})\b)/;
const pairField =
  /(?:^|[\s,;])(?:level|lvl|severity|loglevel|log_level)=(?:"([A-Za-z]{1,13})"|([A-Za-z]{1,13})\b|(\d{1,3})\b)/;
/** `I0612 14:02:07.123456       1 main.go:12] …` */
const klog = /^([IWEF])\d{4} \d{2}:\d{2}:\d{2}/;
/** `<3>…`, a priority of syslog and of the kernel. */
const priority = /^<(\d{1,3})>/;
/** `[ERROR]`, `(warn)`, `|INFO|`, `- ERROR -`: a word of its own between marks, near the beginning. */
const marked = /(?:^|\s)[[(<|]\s*([A-Za-z]{3,13})\s*[\])>|:]/;
/** `ERROR something`, `2026-11-20 14:02:07,123 WARN …`, `14:02:07.123 [main] INFO …`: capitals, after nothing but a time. */
const leading =
  /^(?:[\d\-/:.,TZ+\s]{6,40}\s?(?:[A-Z]{2,5}\s+)?)?(?:\[[^\]]{0,60}\]\s*|\d+\s+){0,3}(TRACE|DEBUG|INFO|NOTICE|LOG|WARN(?:ING)?|ERROR|ERR|FATAL|CRITICAL|PANIC|SEVERE|TRC|DBG|INF|WRN|FTL)\b/;
/** `error: …`, `Warning: …`, `panic: …` as compilers, shells and Go say it. */
const spoken = /^(fatal error|fatal|panic|critical|error|warning|warn|info|debug|notice)(?:\[[^\]]{0,20}\])?: /i;

/** Pure; never throws. The text carries no colour codes. */
export function levelOf(text: string): LogLevel {
  const first = text.charCodeAt(0);
  // 0x7b is an opening brace; nested JSON within a string has its quotes escaped and so does not match.
  if (first === 0x7b) return fromJson(text.length > jsonLimit ? text.slice(0, jsonLimit) : text);
  const head = text.length > headLimit ? text.slice(0, headLimit) : text;
  if (first === 0x3c) {
    const found = priority.exec(head);
    if (found) return fromSyslog(Number(found[1]) & 7);
  }
  const short = klog.exec(head)?.[1];
  if (short !== undefined) return short === 'I' ? 'info' : short === 'W' ? 'warn' : short === 'E' ? 'error' : 'fatal';
  const pair = head.includes('=') ? pairField.exec(head) : null;
  if (pair) return fromWord(pair[1] ?? pair[2]) ?? fromNumber(Number(pair[3] ?? -1));
  const word = leading.exec(head)?.[1] ?? spoken.exec(head)?.[1]?.replace(' error', '');
  return fromWord(word) ?? fromWord(marked.exec(head)?.[1]) ?? 'unknown';
}

function fromJson(text: string): LogLevel {
  const found = jsonField.exec(text);
  if (!found) return 'unknown';
  return found[1] === undefined ? fromNumber(Number(found[2])) : (fromWord(found[1]) ?? 'unknown');
}

function fromWord(word: string | undefined): LogLevel | null {
  if (word === undefined) return null;
  const low = word.toLowerCase();
  return Object.hasOwn(words, low) ? (words[low] ?? null) : null;
}

/** Below ten the numbers of syslog, where less is worse; from ten on those of pino and bunyan. */
function fromNumber(value: number): LogLevel {
  if (value < 0) return 'unknown';
  if (value < 8) return fromSyslog(value);
  if (value < 10 || value > 100) return 'unknown';
  if (value < 20) return 'trace';
  if (value < 30) return 'debug';
  if (value < 40) return 'info';
  if (value < 50) return 'warn';
  return value < 60 ? 'error' : 'fatal';
}

function fromSyslog(severity: number): LogLevel {
  if (severity <= 2) return 'fatal';
  if (severity === 3) return 'error';
  if (severity === 4) return 'warn';
  return severity === 7 ? 'debug' : 'info';
}
