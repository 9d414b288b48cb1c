// Made-up states of incidents: declared, led and closed.
import type { Scenario } from './scenario.ts';

export interface IncidentsScenario {
  now: number;
}

export const plainIncidents = (now: number): IncidentsScenario => ({ now });

export const incidentsMakers: Record<string, (now: number) => Scenario> = {};
