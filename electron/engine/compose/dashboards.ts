// Wires the dashboards.
export interface Dashboards {
  close: () => void;
}

export function createDashboards(): Dashboards {
  return { close: () => undefined };
}
