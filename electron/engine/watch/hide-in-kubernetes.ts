// What a screen and the record must not see of a Kubernetes object, beside what its projection leaves out already.
import type { KubeRow } from '#shared/model/kubernetes.ts';
import { redacted, type Redactor } from '../redact/redact.ts';
import { isSecretName } from '../redact/secret-names.ts';
import type { Hiding } from '../sources/kubernetes/project/object-view.ts';

export function hidingOf(redactor: Redactor): Hiding {
  const text = (said: string): string => redactor.text(said).text;
  return { text, isSecretName, words: (words) => words.map((word, at) => (isNamed(words[at - 1], word) ? redacted : text(word))) }; // prettier-ignore
}

/** Labels and words that hold a secret; nearly every row is returned as it is. */
export function safeRow(row: KubeRow, redactor: Redactor): KubeRow {
  const labels = redactor.value(row.labels) as Record<string, string>;
  const troubles = redactor.value(row.troubles) as string[];
  if (row.kind !== 'events')
    return labels === row.labels && troubles === row.troubles ? row : { ...row, labels, troubles };
  const cells = row.cells as KubeRow<'events'>['cells'];
  return { ...row, labels, troubles, cells: { ...cells, message: redactor.text(cells.message).text } };
}

/** `--password x` is two words; neither tells by itself that the second is a secret. */
function isNamed(before: string | undefined, word: string): boolean {
  if (before === undefined || word.startsWith('-') || !/^-{1,2}[\w.-]+$/.test(before)) return false;
  return isSecretName(before.replace(/^-+/, ''));
}
