// Fills in the templates of labels and annotations, as far as they name a label or the value.
import type { Labels } from '../series.ts';

export interface TemplateData {
  /** What a template error names as its place: `__alert_` and the rule's name. */
  name: string;
  labels: Labels;
  value: number;
  externalLabels: Labels;
  externalUrl: string;
}

/** Never throws. */
export function expandTemplate(text: string, data: TemplateData): string {
  if (!text.includes('{{')) return text;
  return text.replaceAll(/\{\{\s*(?:[$.](labels|Labels)\.(\w+)|[$.](?:value|Value))\s*\}\}/g, (_, kind, label) =>
    kind ? (data.labels[String(label)] ?? '') : String(data.value),
  );
}
