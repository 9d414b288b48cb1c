// Containers as they may leave the engine: secrets in labels, in the command and in what health checks say are replaced.
import type { Container, ContainerDetail } from '#shared/model/container.ts';
import { redacted, type Redactor } from '../redact/redact.ts';
import { isSecretName } from '../redact/secret-names.ts';

export function safeContainer(container: Container, redactor: Redactor): Container {
  return { ...container, labels: redactor.value(container.labels) as Record<string, string> };
}

export function safeDetail(detail: ContainerDetail, redactor: Redactor): ContainerDetail {
  return {
    ...detail,
    container: safeContainer(detail.container, redactor),
    command: safeCommand(detail.command, redactor),
    healthLog: detail.healthLog.map((check) => ({ ...check, output: redactor.text(check.output).text })),
  };
}

/** `--password x` is two words; neither tells by itself that the second is a secret. */
function safeCommand(command: string[], redactor: Redactor): string[] {
  return command.map((word, at) => {
    const before = command[at - 1] ?? '';
    const named = /^-{1,2}[\w.-]+$/.test(before) && isSecretName(before.replace(/^-+/, '')) && !word.startsWith('-');
    return named ? redacted : redactor.text(word).text;
  });
}
