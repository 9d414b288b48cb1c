// How much an operator should mind an error: by its class, its gravest severity and how often it came. The rule is stated
// with each answer.
import { familyOf, severityNumbers, severityOfNumber } from './error-class.ts';
import { operatorSeverities, type OperatorSeverity } from './ops-models.ts';

const often = 10;
const veryOften = 100;

/** In one sentence, for the screen. */
export const severityRuleText = `CRITICAL is urgent. ERROR is attention; ${often} in 24 h, or any of system.*, make it action; ${veryOften} in 24 h make it urgent, save for domain.*. WARNING is attention; anything below is info.`;

/** @param count Of the last 24 hours. */
export function operatorSeverity(severityNumber: number, errorClass: string, count: number): { severity: OperatorSeverity; rule: string } {
  const name = severityOfNumber(severityNumber);
  const family = familyOf(errorClass);
  if (severityNumber >= severityNumbers.CRITICAL) return { severity: 'urgent', rule: 'CRITICAL is urgent, however often' };
  if (severityNumber < severityNumbers.WARNING) return { severity: 'info', rule: `${name} is for information` };
  if (severityNumber < severityNumbers.ERROR) return { severity: 'attention', rule: 'WARNING asks for attention' };
  if (count >= veryOften && family !== 'domain') {
    return { severity: 'urgent', rule: `ERROR ${count} times in 24 h: ${veryOften} or more is urgent` };
  }
  if (count >= often) return { severity: 'action', rule: `ERROR ${count} times in 24 h: ${often} or more needs action` };
  if (family === 'system') return { severity: 'action', rule: 'ERROR of system.* needs action, however often' };
  return { severity: 'attention', rule: `ERROR fewer than ${often} times in 24 h asks for attention` };
} // prettier-ignore

export const isAtLeast = (severity: OperatorSeverity, least: OperatorSeverity): boolean =>
  operatorSeverities.indexOf(severity) >= operatorSeverities.indexOf(least);
