// How errors are classed and how grave they are, as producers say it: three families of classes, an open set of names below
// them, layers, and severities with their numbers of OpenTelemetry. What operators make of it is operator-severity.ts.

export const classFamilies = ['infra', 'domain', 'system'] as const;
export type ClassFamily = (typeof classFamilies)[number];
/** Of a class that is of no family: kept under this name, as OpenTelemetry's `error.type` has it. */
export const otherClass = '_OTHER';

/** `unknown`: its producer does not say; only records of OpenTelemetry may leave it out. */
export const errorLayers = ['L2', 'L3', 'L4', 'L5', 'L6', 'unknown'] as const;
export type ErrorLayer = (typeof errorLayers)[number];
export const layerWords: Record<ErrorLayer, string> = {
  L2: 'API',
  L3: 'adapter',
  L4: 'domain',
  L5: 'worker',
  L6: 'platform',
  unknown: 'not said',
};

const shape = /^(infra|domain|system)(\.[a-z0-9_]+){1,6}$/;

/** The family of a class such as `infra.database.timeout`; null for one that is none. */
export function familyOf(errorClass: string): ClassFamily | null {
  if (errorClass.length > 120 || !shape.test(errorClass)) return null;
  return classFamilies.find((family) => errorClass.startsWith(`${family}.`)) ?? null;
}

/** Domain errors come from the domain and infrastructure errors do not; system errors may come from anywhere. */
const forbidden: Record<ErrorLayer, ClassFamily | null> = {
  L2: 'domain',
  L3: 'domain',
  L4: 'infra',
  L5: 'domain',
  L6: 'domain',
  unknown: null,
};

/** What is wrong with a class in a layer, in words; null where nothing is. */
export function layerViolation(layer: ErrorLayer, errorClass: string): string | null {
  const family = familyOf(errorClass);
  if (family === null || forbidden[layer] !== family) return null;
  const allowed = classFamilies.filter((one) => one !== family).map((one) => `${one}.*`);
  return `${layer} (${layerWords[layer]}) must not emit ${family}.*; it may emit ${allowed.join(' and ')}`;
}

/** What is wrong with a class, by itself or in its layer, in words; null where nothing is. Such errors are kept with this as a flag. */
export const classFlag = (layer: ErrorLayer, errorClass: string): string | null =>
  errorClass === otherClass ? 'its class is of none of infra.*, domain.*, system.*' : layerViolation(layer, errorClass);

export const errorSeverities = ['DEBUG', 'INFO', 'WARNING', 'ERROR', 'CRITICAL'] as const;
export type ErrorSeverity = (typeof errorSeverities)[number];

export const severityNumbers: Record<ErrorSeverity, number> = {
  DEBUG: 5,
  INFO: 9,
  WARNING: 13,
  ERROR: 17,
  CRITICAL: 21,
};

const spellings: Record<string, ErrorSeverity> = {
  TRACE: 'DEBUG',
  DEBUG: 'DEBUG',
  INFO: 'INFO',
  NOTICE: 'INFO',
  WARN: 'WARNING',
  WARNING: 'WARNING',
  ERROR: 'ERROR',
  CRITICAL: 'CRITICAL',
  FATAL: 'CRITICAL',
};

/** Reads `WARN`, `warning`, `FATAL` and the like; null for what is no severity. */
export function severityOf(text: string): ErrorSeverity | null {
  return text.length > 16 ? null : (spellings[text.toUpperCase()] ?? null);
}

/** The name for a number of OpenTelemetry's, 1 to 24. */
export function severityOfNumber(severityNumber: number): ErrorSeverity {
  if (severityNumber >= severityNumbers.CRITICAL) return 'CRITICAL';
  if (severityNumber >= severityNumbers.ERROR) return 'ERROR';
  if (severityNumber >= severityNumbers.WARNING) return 'WARNING';
  return severityNumber >= severityNumbers.INFO ? 'INFO' : 'DEBUG';
}
